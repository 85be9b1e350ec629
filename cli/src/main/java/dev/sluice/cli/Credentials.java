package dev.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tokens that `login` keeps, one a server, in a file that only its owner can read. The
/// environment's SLUICE_TOKEN comes first.
record Credentials(Path file, Map<String, String> env) {
    static Credentials of(Map<String, String> env) {
        String home = env.getOrDefault("HOME", System.getProperty("user.home", "."));
        Path config = Path.of(env.getOrDefault("XDG_CONFIG_HOME", home + "/.config"));
        return new Credentials(config.resolve("sluice/credentials.json"), env);
    }

    Optional<String> token(String server) {
        String given = env.get("SLUICE_TOKEN");
        if (given != null && !given.isBlank()) return Optional.of(given.strip());
        String kept = read().path(server).asString("");
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }

    void keep(String server, String token) {
        ObjectNode all = read();
        all.put(server, token);
        try {
            Path folder = file.getParent();
            if (folder != null) Files.createDirectories(folder);
            Files.deleteIfExists(file);
            var mine =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"));
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
                Files.createFile(file, mine);
            Files.writeString(file, Json.text(all));
        } catch (IOException e) {
            throw new UncheckedIOException("the token could not be kept in " + file, e);
        }
    }

    private ObjectNode read() {
        try {
            if (Files.exists(file)
                    && Json.MAPPER.readTree(Files.readString(file)) instanceof ObjectNode all)
                return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public String toString() {
        return "Credentials[" + file + "]";
    }
}
