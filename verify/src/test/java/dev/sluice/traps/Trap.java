package dev.sluice.traps;

import dev.sluice.diff.Rename;
import dev.sluice.plan.Strategy;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder of `traps`: what stands, what is wanted, and the plan between them as it was reviewed.
///
/// `from.sql` and `to.sql` are the two; `rows.sql` fills the first; `after.sql` must run where the
/// plan has led; `renames.txt` are those that were asked for; `majors.txt` are the majors that it
/// runs on beside the newest, `online.txt` those on which the online plan is made. What is reviewed
/// is `plan.sql`, `down.sql`, `hazards.txt`, `refused.txt`, `anew.txt` (what is dropped and made
/// again though it holds data) and `unlike.txt` (what nothing can make equal), with `plan.14.sql`
/// where a major answers otherwise, and `plan.online.sql` where the online plan is another.
record Trap(Path folder, int major, Strategy strategy) {
    private static final Path ROOT = Path.of("src", "test", "resources", "traps");
    private static final int NEWEST = 18;
    private static final List<String> REVIEWED =
            List.of("plan.sql", "down.sql", "hazards.txt", "refused.txt", "anew.txt", "unlike.txt");

    /// The newest major first.
    static List<Trap> all() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.sorted()
                    .flatMap(f ->
                            Stream.of(
                                            Stream.of(new Trap(f, NEWEST, Strategy.DIRECT)),
                                            all(f, "majors.txt", Strategy.DIRECT),
                                            all(f, "online.txt", Strategy.ONLINE))
                                    .flatMap(s -> s))
                    .sorted(
                            Comparator.comparing(Trap::folder)
                                    .thenComparing(t -> t.strategy() == Strategy.ONLINE)
                                    .thenComparing(t -> -t.major()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Trap> all(Path folder, String file, Strategy strategy) {
        return read(folder.resolve(file))
                .lines()
                .map(m -> new Trap(folder, Integer.parseInt(m), strategy));
    }

    int number() {
        return Integer.parseInt(name().replaceFirst("-.*", ""));
    }

    private String name() {
        return String.valueOf(folder.getFileName());
    }

    /// Empty where the folder has none.
    String text(String file) {
        return read(folder.resolve(file));
    }

    List<Rename> renames() {
        return text("renames.txt").lines().map(Trap::rename).toList();
    }

    /// `table public.a to public.b`; a column's new name stands alone.
    private static Rename rename(String line) {
        int first = line.indexOf(' ');
        int to = line.indexOf(" to ");
        String old = line.substring(first + 1, to);
        String now = line.substring(to + 4);
        return switch (line.substring(0, first)) {
            case "table" -> new Rename.OfTable(qualified(old), qualified(now));
            case "schema" -> new Rename.OfSchema(Identifier.of(old), Identifier.of(now));
            case "column" -> {
                int dot = old.lastIndexOf('.');
                var column =
                        new ColumnName(
                                qualified(old.substring(0, dot)),
                                Identifier.of(old.substring(dot + 1)));
                yield new Rename.OfColumn(column, Identifier.of(now));
            }
            default -> throw new IllegalArgumentException(line);
        };
    }

    private static QualifiedName qualified(String name) {
        int dot = name.indexOf('.');
        return QualifiedName.of(name.substring(0, dot), name.substring(dot + 1));
    }

    /// By file; what is empty is left out.
    Map<String, String> reviewed() {
        var texts = new TreeMap<String, String>();
        for (String file : REVIEWED) {
            Path own = own(file);
            String text = Files.exists(own) ? read(own) : text(file);
            if (!text.isEmpty()) texts.put(file, text);
        }
        return texts;
    }

    /// To be called for the newest major first.
    void write(Map<String, String> answers) {
        for (String file : REVIEWED) {
            String answer = answers.getOrDefault(file, "");
            boolean asUsual = variant().isEmpty() ? answer.isEmpty() : answer.equals(text(file));
            try {
                if (asUsual) Files.deleteIfExists(own(file));
                else Files.writeString(own(file), answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path own(String file) {
        return folder.resolve(file.replaceFirst("\\.", variant() + "."));
    }

    /// Empty for what is written first.
    private String variant() {
        return (strategy == Strategy.ONLINE ? ".online" : "")
                + (major == NEWEST ? "" : "." + major);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name() + " on " + major;
    }
}
