package dev.sluice.bench;

import dev.sluice.bench.SideBySide.Contender;
import dev.sluice.bench.SideBySide.Preparation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `diff` of two live databases of 1,000 tables (or as many as given: `bench/run migra 10 100`),
/// one table of a hundred changed, beside migra, which neither plans a way back nor proves
/// anything: without the proof, as it does, and with it.
final class Migra {
    private static final int ONE_OF = 100;

    private Migra() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        int tables = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        Path root = Checkout.root();
        Path migra = installed(root).resolve("node_modules/.bin/migra");
        try (NativePostgres server = NativePostgres.start()) {
            LargeSchema.on(server, "before", tables);
            LargeSchema.on(server, "after", tables);
            change(server, tables);
            String from = server.url("before");
            String to = server.url("after");
            var peer =
                    new Contender(
                            "migra",
                            root,
                            List.of(migra.toString(), postgresql(from), postgresql(to)),
                            Preparation.NONE);
            List<String> diff =
                    List.of(root.resolve("sluice").toString(), "diff", "--from", from, "--to", to);
            var unproven =
                    new Contender(
                            "sluice diff --no-prove",
                            root,
                            with(diff, "--no-prove"),
                            Preparation.NONE);
            var proven = new Contender("sluice diff", root, diff, Preparation.NONE);
            var contenders = List.of(unproven, proven, peer);
            for (Contender c : contenders) check(c, tables / ONE_OF);
            SideBySide measure =
                    SideBySide.run(
                            rounds,
                            contenders,
                            () -> server.processorSeconds() + WarmProcesses.processorSeconds(root));
            measure.print(peer.name());
            measure.goal(unproven.name(), 0.3, peer.name());
            measure.goal(proven.name(), 0.3, peer.name());
        }
    }

    private static List<String> with(List<String> command, String option) {
        var longer = new ArrayList<>(command);
        longer.add(option);
        return longer;
    }

    private static String postgresql(String jdbc) {
        return jdbc.replaceFirst("^jdbc:postgresql://(.*)\\?user=(.*)$", "postgresql://$2@$1");
    }

    private static Path installed(Path root) throws IOException, InterruptedException {
        Path npm = root.resolve("bench/target/npm");
        SideBySide.once(
                new Contender(
                        "npm",
                        root,
                        List.of(
                                root.resolve("testkit/npm/install.sh").toString(),
                                npm.toString(),
                                root.resolve("bench/npm").toString()),
                        Preparation.NONE));
        return npm;
    }

    /// Only what is added: migra writes no DROP unless it is told to.
    private static void change(NativePostgres server, int tables) throws SQLException {
        try (Connection connection = server.connect("after");
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < tables / ONE_OF; i++)
                statement.addBatch(
                        "alter table table%d add column added text".formatted(i * ONE_OF + 7));
            statement.executeBatch();
        }
    }

    private static void check(Contender contender, int changes)
            throws IOException, InterruptedException {
        String said = SideBySide.output(contender).toLowerCase(Locale.ROOT);
        int found = said.split("add column \"added\"", -1).length - 1;
        if (found != changes)
            throw new IOException(
                    contender.name() + " found " + found + " of " + changes + " changes:\n" + said);
    }
}
