package dev.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What PostgreSQL alone says of a pair, kept from run to run by the bytes of its files and of the
/// queries: only what the product does is measured anew.
final class CorpusMemory {
    /// `ending` is null for a pair that loads.
    record Judged(
            CorpusPair.@Nullable Ending ending,
            Set<String> kinds,
            String cause,
            Dump from,
            Dump to) {}

    private static final String BETWEEN = "\u0001";
    private static final String FORM = "4";
    private final Path folder;

    private CorpusMemory(Path folder) {
        this.folder = folder;
    }

    static CorpusMemory at(Path folder) throws IOException {
        return new CorpusMemory(Files.createDirectories(folder));
    }

    static Judged out(CorpusPair.Ending ending, Set<String> kinds, String cause) {
        return new Judged(
                ending, kinds, cause, new Dump(new TreeSet<>()), new Dump(new TreeSet<>()));
    }

    @Nullable Judged find(Path pair) throws IOException {
        Path file = file(pair);
        if (!Files.exists(file)) return null;
        String[] parts = Files.readString(file).split("\u0002", -1);
        return new Judged(
                parts[0].isEmpty() ? null : CorpusPair.Ending.valueOf(parts[0]),
                set(parts[1]),
                parts[2],
                new Dump(set(parts[3])),
                new Dump(set(parts[4])));
    }

    void keep(Path pair, Judged judged) throws IOException {
        var ending = judged.ending();
        Files.writeString(
                file(pair),
                String.join(
                        "\u0002",
                        ending == null ? "" : ending.name(),
                        String.join(BETWEEN, judged.kinds()),
                        judged.cause(),
                        String.join(BETWEEN, judged.from().entries()),
                        String.join(BETWEEN, judged.to().entries())));
    }

    private static TreeSet<String> set(String joined) {
        return joined.isEmpty()
                ? new TreeSet<>()
                : new TreeSet<>(Arrays.asList(joined.split(BETWEEN)));
    }

    private Path file(Path pair) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((FORM + Facts.SQL).getBytes(StandardCharsets.UTF_8));
            for (String name : List.of("setup.sql", "from.sql", "to.sql")) {
                Path file = pair.resolve(name);
                if (Files.exists(file)) digest.update(Files.readAllBytes(file));
                digest.update((byte) 0);
            }
            return folder.resolve(
                    pair.getFileName() + "-" + HexFormat.of().formatHex(digest.digest(), 0, 8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
