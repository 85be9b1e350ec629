package dev.sluice.bench;

import dev.sluice.bench.locks.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `locks [--major M] [--data FILE] [--only REGEX]`: what the statements of a list lock and
/// rewrite, beside what the hazards say of the plan that makes the same change. The list has a
/// statement for each major, with what one that is run as it stands was measured to lock.
public final class Locks {
    /// What a case needs beside the schema that all share.
    private static final Map<Integer, String> BEFORE =
            Map.ofEntries(
                    Map.entry(48, "SET TimeZone = 'Europe/Berlin'"),
                    Map.entry(49, "ALTER TABLE t ADD CHECK (vc <> '-')"),
                    Map.entry(
                            57,
                            "ALTER TABLE t ADD CONSTRAINT a_there CHECK (a IS NOT NULL) NOT VALID"),
                    Map.entry(62, "ALTER TABLE t ADD CONSTRAINT an NOT NULL a NOT VALID"),
                    Map.entry(63, "ALTER TABLE t ADD CONSTRAINT an NOT NULL a NOT VALID"),
                    Map.entry(64, "ALTER TABLE t ADD CONSTRAINT an NOT NULL a"),
                    Map.entry(90, "ALTER TABLE nopk ADD CHECK (id IS NOT NULL)"),
                    Map.entry(114, "ALTER TABLE t ALTER nn SET NOT NULL"),
                    Map.entry(165, "ALTER TABLE qtdef ADD CHECK (k IS NOT NULL AND k >= 5000)"),
                    Map.entry(
                            174,
                            "CREATE INDEX pt_v_idx ON ONLY pt (v); CREATE INDEX pt1_v_idx ON pt1 (v)"),
                    Map.entry(
                            195,
                            "ALTER DOMAIN posint ADD CONSTRAINT z CHECK (VALUE < 100000000) NOT VALID"));

    private record Case(int id, String sql, String note, String locks) {
        String name() {
            return sql + (note.isEmpty() ? "" : "  -- " + note);
        }
    }

    private final int major;
    private final List<String> missed = new ArrayList<>();
    private final List<String> notPlanned = new ArrayList<>();
    private int planned;

    private Locks(int major) {
        this.major = major;
    }

    public static void main(String[] arguments) throws Exception {
        var given = new String[arguments.length + 1];
        given[0] = "locks";
        System.arraycopy(arguments, 0, given, 1, arguments.length);
        int major = Integer.parseInt(Sample.option(given, "--major", "18"));
        Path shared = Checkout.root().resolve("../shared/data/locks.tsv");
        Path data = Path.of(Sample.option(given, "--data", shared.toString()));
        List<Case> cases = Sample.of(given).from(cases(data, major), Case::name);
        var bench = new Locks(major);
        for (Case c : cases) bench.run(c);
        bench.print(cases.size());
        System.exit(bench.missed.isEmpty() ? 0 : 1);
    }

    private static List<Case> cases(Path data, int major) throws IOException {
        var cases = new ArrayList<Case>();
        for (String line : Files.readAllLines(data)) {
            String[] fields = line.split("\t", -1);
            if (!fields[0].equals(String.valueOf(major))) continue;
            cases.add(
                    new Case(
                            Integer.parseInt(fields[1]),
                            unquoted(fields[3]),
                            unquoted(fields[4]),
                            unquoted(fields[6])));
        }
        if (cases.isEmpty()) throw new IOException("No case of " + major + " in " + data);
        return cases;
    }

    private static String unquoted(String field) {
        return field.startsWith("\"")
                ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
                : field;
    }

    private void run(Case c) throws IOException {
        String before = BEFORE.getOrDefault(c.id(), "SELECT 1");
        try {
            List<Trial.Ran> steps = Trial.run(major, schema() + before, c.sql());
            if (steps.isEmpty()) notPlanned.add(c.name());
            else planned(c, steps);
        } catch (SQLException e) {
            notPlanned.add(
                    c.name()
                            + "\n      "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void planned(Case c, List<Trial.Ran> steps) {
        planned++;
        List<Trial.Ran> wrong = steps.stream().filter(s -> !s.misses().isEmpty()).toList();
        if (wrong.isEmpty()) return;
        var text = new StringBuilder(c.name() + "\n      alone: " + c.locks());
        for (Trial.Ran step : wrong) {
            text.append("\n      ").append(step.step().sql());
            text.append("\n      locks ").append(step.measured().modes());
            step.misses().forEach(m -> text.append("\n      ").append(m));
        }
        missed.add(text.toString());
    }

    private void print(int all) {
        System.out.printf(
                "%d statements on PostgreSQL %d: of %d a plan makes the change, of %d its hazards"
                        + " are as measured%n",
                all, major, planned, planned - missed.size());
        missed.forEach(m -> System.out.println("MISSED: " + m));
        notPlanned.forEach(n -> System.out.println("no plan: " + n));
    }

    /// Those that the list's statements are about, with rows.
    private static String schema() throws IOException {
        try (var in = Locks.class.getResourceAsStream("locks.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
