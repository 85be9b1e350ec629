package dev.sluice.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// A data folder as `initdb` makes it.
///
/// Scratch servers start from a copy of one that is kept in the cache. Its password is random and
/// stands beside it, readable for the owner of the cache only: another user of the machine cannot
/// enter a scratch server and run programs in our name.
record Cluster(Path data, String password) {
    private static final int FORM = 2;

    /// The cluster that scratch servers of this version are copied from; made when first wanted.
    static Cluster template(Binaries binaries, Path cache, Login login) throws IOException {
        Path folder =
                Binaries.openToAll(cache.resolve("initdb"))
                        .resolve(binaries.version() + "-" + FORM + login.suffix());
        if (!Files.isDirectory(folder)) {
            Locked.by(
                    cache.resolve("initdb").resolve(binaries.version() + ".lock"),
                    () -> make(binaries, folder, login));
        }
        return new Cluster(folder.resolve("data"), Files.readString(folder.resolve("password")));
    }

    /// A cluster that lasts, in a folder of the caller's choice; one that is there already is left
    /// alone.
    static Cluster durable(Binaries binaries, Path data, String password) throws IOException {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            Path unfinished = data.resolveSibling(data.getFileName() + ".unfinished");
            Folders.delete(unfinished);
            create(
                    binaries,
                    unfinished,
                    EmbeddedPostgres.USER,
                    password,
                    List.of("--auth=scram-sha-256"));
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        }
        String found = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!found.equals(Integer.toString(binaries.major()))) {
            throw new PostgresUnavailableException(
                    "The data in "
                            + data
                            + " was written by PostgreSQL "
                            + found
                            + " and can't be opened by "
                            + binaries.major()
                            + ". Nothing was changed.");
        }
        return new Cluster(data, password);
    }

    private static Path make(Binaries binaries, Path folder, Login login) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
        Folders.delete(unfinished);
        Unprivileged.privateFolder(unfinished);
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        // md5: the server checks it without the 4096 rounds of scram, on every one of many
        // connections
        Path data = unfinished.resolve("data");
        create(binaries, data, login.owner(), password, List.of("--auth=md5", "--no-sync"));
        if (login == Login.GUEST) Guest.settle(binaries, data, password);
        Files.writeString(unfinished.resolve("password"), password);
        return Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void create(
            Binaries binaries, Path data, String owner, String password, List<String> options)
            throws IOException {
        Binaries.openToAll(Objects.requireNonNull(data.getParent()));
        Path passwordFile = Files.createTempFile("sluice", ".pw");
        try {
            Files.writeString(passwordFile, password + "\n");
            Unprivileged.give(passwordFile);
            if (!Files.isDirectory(data)) {
                Unprivileged.privateFolder(data);
            }
            Programs.run(initdb(binaries, data, owner, passwordFile, options));
        } finally {
            Files.delete(passwordFile);
        }
    }

    private static List<String> initdb(
            Binaries binaries, Path data, String owner, Path passwordFile, List<String> options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                binaries.program("initdb").toString(),
                                "-D",
                                data.toString(),
                                "-U",
                                owner,
                                "--pwfile=" + passwordFile,
                                "-E",
                                "UTF8",
                                "--locale=C",
                                "--no-instructions"));
        command.addAll(options);
        return command;
    }
}
