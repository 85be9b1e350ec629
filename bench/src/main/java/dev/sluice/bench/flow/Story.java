package dev.sluice.bench.flow;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The flow on real parts. Each step says what must be answered; the first that is answered
/// otherwise ends the story.
public final class Story {
    private static final String NICKNAME = "    nickname: varchar(\"nickname\", { length: 40 }),\n";
    private static final String WISHES =
            """
            export const wishes = pgTable(
              "wishes",
              {
                customerId: uuid("customer_id")
                  .notNull()
                  .references(() => customers.id, { onDelete: "cascade" }),
                productId: integer("product_id")
                  .notNull()
                  .references(() => products.id, { onDelete: "cascade" }),
                madeAt: timestamp("made_at", { withTimezone: true }).notNull().defaultNow(),
              },
              (t) => [primaryKey({ columns: [t.customerId, t.productId] })],
            );

            """;

    /// What `sluice pull` leaves in peace, counted where it matters to Drizzle's own migrator.
    private static final String MIGRATED = "SELECT count(*) FROM drizzle.__drizzle_migrations";

    private final Transcript transcript;
    private final Town town;
    private final Shop shop;
    private final Person ada;
    private final Person bob;
    private final Person ops;

    private Story(Transcript transcript, Town town, Shop shop) {
        this.transcript = transcript;
        this.town = town;
        this.shop = shop;
        this.ada = person("ada");
        this.bob = person("bob");
        this.ops = person("ops");
    }

    private Person person(String name) {
        Map<String, String> env = new HashMap<>();
        env.put("SLUICE_SERVER", town.address());
        env.put("STAGING_URL", town.url("shop_staging"));
        env.put("PRODUCTION_URL", town.url("shop_production"));
        return new Person(
                name,
                shop.folder(),
                town.home().resolve("home-" + name),
                Map.copyOf(env),
                transcript);
    }

    /// What came out, in figures.
    public record Figures(int commands, Map<String, Double> seconds) {
        public void print(PrintStream out) {
            out.printf("%n== Figures%n");
            seconds.forEach((chapter, took) -> out.printf("  %6.1f s  %s%n", took, chapter));
            out.printf(
                    "  %6.1f s  in all, %d commands, every one as told%n",
                    seconds.values().stream().mapToDouble(s -> s).sum(), commands);
        }
    }

    public static Figures tell(PrintStream out) throws Exception {
        var transcript = new Transcript(out);
        try (Town town = Town.open()) {
            Shop shop = Shop.copy(Files.createDirectory(town.home().resolve("shop")));
            var story = new Story(transcript, town, shop);
            transcript.chapter("A server, a project, two databases, three people", story::begin);
            transcript.chapter("New databases get all", story::newDatabases);
            transcript.chapter("A change goes to staging, then to production", story::change);
        }
        return new Figures(transcript.commands(), transcript.seconds());
    }

    private void begin() throws Exception {
        town.database("shop_staging").database("shop_production");
        town.person("ops", true);
        town.person("ada", true);
        town.person("bob", true);
        var api = new Api(town, transcript, "ops");
        api.project("shop", "staging", "production");
        api.database("shop", "staging", "staging", "shop_staging");
        api.database("shop", "production", "production", "shop_production");
        for (Person person : List.of(ada, bob, ops))
            person.sluiceWithInput(
                            Town.password(person.name()) + "\n",
                            "login",
                            "--user",
                            person.name(),
                            "--password-stdin")
                    .ends(0);
        ada.shell("git", "init", "-q", "-b", "main").ends(0);
        commit("The shop as it is");
    }

    private void commit(String message) throws IOException, InterruptedException {
        ada.shell("git", "add", "-A").ends(0);
        ada.shell(
                        "git",
                        "-c",
                        "user.name=Ada",
                        "-c",
                        "user.email=ada@example.org",
                        "commit",
                        "-q",
                        "-m",
                        message)
                .ends(0);
    }

    private void newDatabases() throws Exception {
        ada.sluice("check").ends(0);
        int change = ada.sluice("release").ends(0).change();
        toProduction(change);
        for (String database : List.of("shop_staging", "shop_production"))
            expect(4, town.number(database, MIGRATED), "migrations in " + database);
    }

    private void change() throws Exception {
        shop.edit("    phone: varchar", NICKNAME + "    phone: varchar");
        shop.edit("export const orderTotals", WISHES + "export const orderTotals");
        ada.sluice("generate").ends(0);
        commit("Customers get a nickname and wishes");
        int change = ada.sluice("release").ends(0).change();
        toProduction(change);
        ada.sluice("history", "production").ends(0);
        ada.sluice("list").ends(0);
    }

    /// The whole way of a change: checks, a second person, staging by itself, production after its
    /// own approval.
    private void toProduction(int number) throws Exception {
        String change = Integer.toString(number);
        ada.sluice("watch", change).ends(6).says("staging needs the approval of 1 person");
        ada.sluice("show", change).ends(0);
        String digest = digest(number);
        ada.sluice("approve", change, "--hash", digest, "--to", "staging", "--accept-data-loss")
                .ends(4)
                .says("Somebody else has to approve");
        bob.sluice("approve", change, "--hash", digest, "--to", "staging", "--accept-data-loss")
                .ends(0);
        bob.sluice("watch", change).ends(6).says("production needs the approval of 1 person");
        bob.sluice("rollout", change, "--to", "production").ends(4).says("approval");
        bob.sluice("approve", change, "--hash", digest, "--to", "production", "--accept-data-loss")
                .ends(0);
        bob.sluice("rollout", change, "--to", "production").ends(0);
        bob.sluice("watch", change).ends(0).says("Done in staging, production.");
    }

    private String digest(int change) throws IOException, InterruptedException {
        String json = ada.output("show", Integer.toString(change), "--json");
        var found = java.util.regex.Pattern.compile("\"digest\" *: *\"([0-9a-f]{64})\"");
        // The revision's digest is the first: those of migrations stand among the targets.
        var matcher = found.matcher(json.substring(json.indexOf("\"revision\"")));
        if (!matcher.find()) throw new Said.Broken("no digest in " + json);
        return matcher.group(1).substring(0, 12);
    }

    private void expect(long wanted, long found, String what) throws SQLException {
        transcript.note(what + ": " + found);
        if (wanted != found)
            throw new Said.Broken(what + " are " + found + " and not " + wanted + ".");
    }
}
