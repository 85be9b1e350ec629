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
            out.printf("%n## Figures%n%n");
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
            transcript.chapter("Home again", story::home);
            transcript.chapter("Into an empty folder", story::elsewhere);
            transcript.chapter("Undo, and apply again", story::undo);
            transcript.chapter("Drift is found, blocks, and is reverted", story::drift);
            transcript.chapter("Drift is adopted", story::adoptedDrift);
            transcript.chapter("drizzle-orm's migrator afterwards", story::migrator);
            transcript.chapter("Databases that drizzle-orm had before", story::adoption);
            transcript.chapter("The trail", story::trail);
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
        ada.login();
        bob.login();
        ada.shell("git", "init", "-q", "-b", "main").ends(0);
        ada.commit("The shop as it is");
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
        ada.commit("Customers get a nickname and wishes");
        int change = ada.sluice("release").ends(0).change();
        toProduction(change);
        ada.sluice("history", "production").ends(0);
        ada.sluice("list").ends(0);
    }

    private void home() throws Exception {
        var before = shop.files();
        ada.sluice("pull", "--from", "env:PRODUCTION_URL").ends(0).says("Nothing was written");
        if (!before.equals(shop.files())) throw new Said.Broken("pull wrote something");
        ada.sluice("pull", "--from", "production").ends(0).says("Nothing was written");
        dba(
                "shop_production",
                "ALTER TABLE public.products ADD COLUMN weight_grams integer",
                "CREATE INDEX orders_placed_at_idx ON public.orders (placed_at)");
        ada.sluice("pull", "--from", "env:PRODUCTION_URL")
                .ends(0)
                .says("weight_grams", "orders_placed_at_idx");
        ada.shell("git", "diff", "-U0", "src")
                .ends(0)
                .says(
                        "+    weightGrams: integer(\"weight_grams\")",
                        "index(\"orders_placed_at_idx\").on(t.placedAt)");
        ada.shell("git", "status", "--porcelain", "-uall").ends(0);
        written(before);
        ada.node("tsc", "typescript/bin/tsc", "--strict", "-p", ".").ends(0);
        ada.sluice("generate", "--check").ends(0);
        ada.node("drizzle-kit", "drizzle-kit/bin.cjs", "generate")
                .ends(0)
                .says("No schema changes");
        transcript.note("It was tried only: everything is put back.");
        ada.shell("git", "checkout", "-q", ".").ends(0);
        ada.shell("git", "clean", "-fdq").ends(0);
        dba(
                "shop_production",
                "DROP INDEX public.orders_placed_at_idx",
                "ALTER TABLE public.products DROP COLUMN weight_grams");
        ada.sluice("pull", "--from", "env:PRODUCTION_URL").ends(0).says("Nothing was written");
        if (!before.equals(shop.files())) throw new Said.Broken("pull wrote something");
    }

    /// Two statements in one new migration, two edits in the schema, and the journal: nothing else.
    private void written(Map<String, String> before) throws IOException {
        var now = shop.files();
        var changed = new java.util.TreeSet<String>();
        now.forEach((file, text) -> {
            if (!text.equals(before.get(file))) changed.add(file);
        });
        String migration =
                changed.stream()
                        .filter(f -> f.matches("drizzle/0005_[a-z0-9_]*\\.sql"))
                        .findFirst()
                        .orElseThrow(() -> new Said.Broken("no migration among " + changed));
        String name = migration.substring(0, migration.length() - ".sql".length());
        String text = now.getOrDefault(migration, "");
        transcript.note(text);
        var wanted =
                java.util.Set.of(
                        migration,
                        name + ".down.sql",
                        name + ".proof.json",
                        "drizzle/meta/0005_snapshot.json",
                        "drizzle/meta/_journal.json",
                        "src/db/schema.ts");
        if (!changed.equals(wanted)) throw new Said.Broken("pull wrote " + changed);
        if (text.split("--> statement-breakpoint").length != 2)
            throw new Said.Broken("not two statements:\n" + text);
    }

    private void elsewhere() throws Exception {
        Shop empty = shop.empty(town.home().resolve("elsewhere"));
        Person there = ada.in(empty.folder());
        there.sluice("pull", "--from", "production").ends(0);
        there.node("tsc", "typescript/bin/tsc", "--strict", "-p", ".").ends(0);
        there.sluice("generate", "--check").ends(0);
        there.node("drizzle-kit", "drizzle-kit/bin.cjs", "generate")
                .ends(0)
                .says("No schema changes");
        there.sluice("check").ends(0);
        there.sluice("pull", "--from", "env:PRODUCTION_URL").ends(0).says("Nothing was written");
    }

    private void undo() throws Exception {
        dba(
                "shop_production",
                "INSERT INTO public.customers (email, name, nickname) VALUES ('eve@example.org', 'Eve', 'evie')");
        bob.sluice("undo", "2", "--reason", "wishes come with the autumn")
                .ends(6)
                .says("column public.customers.nickname: 1 value will be gone");
        bob.sluice("undo", "2", "--reason", "wishes come with the autumn", "--yes").ends(0);
        bob.sluice("watch", "2").ends(1).says("Undone: what it had applied is taken back.");
        for (String database : List.of("shop_staging", "shop_production")) {
            expect(4, town.number(database, MIGRATED), "migrations in " + database);
            expect(
                    0,
                    town.number(
                            database,
                            "SELECT count(*) FROM pg_class WHERE relname = 'wishes' AND relkind = 'r'"),
                    "tables of wishes in " + database);
        }
        ada.sluice("history", "staging").ends(0).says("down 0004_");
        int again = ada.sluice("release").ends(0).says("was undone by #2, will run again").change();
        ada.sluice("watch", Integer.toString(again)).ends(6);
        through(again, "staging", "production");
        for (String database : List.of("shop_staging", "shop_production"))
            expect(5, town.number(database, MIGRATED), "migrations in " + database);
    }

    private void drift() throws Exception {
        shop.edit(
                "    stock: integer(\"stock\").notNull().default(0),\n",
                "    stock: integer(\"stock\").notNull().default(0),\n    isGone: boolean(\"is_gone\").notNull().default(false),\n");
        ada.sluice("generate").ends(0);
        ada.commit("Products can be gone");
        int number = ada.sluice("release").ends(0).change();
        String change = Integer.toString(number);
        through(number, "staging");
        dba("shop_production", "ALTER TABLE public.customers ADD COLUMN vip boolean");
        approve(number, "production");
        bob.sluice("rollout", change).ends(0);
        bob.sluice("watch", change).ends(6).says("public.customers.vip");
        expect(5, town.number("shop_production", MIGRATED), "migrations in production");
        bob.sluice("drift", "production").ends(5).says("public.customers.vip");
        bob.sluice("retry", change).ends(4).says("Adopt the drift or revert it first");
        int back = ada.sluice("drift", "production", "--revert").ends(0).change();
        through(back, "production");
        bob.sluice("drift", "production").ends(0).says("as recorded");
        bob.sluice("retry", change).ends(0);
        bob.sluice("watch", change).ends(0).says("Done in staging, production.");
        expect(6, town.number("shop_production", MIGRATED), "migrations in production");
        ada.sluice("history", "production").ends(0);
    }

    private void adoptedDrift() throws Exception {
        dba("shop_staging", "CREATE INDEX products_title_idx ON public.products (title)");
        bob.sluice("drift", "staging").ends(5).says("products_title_idx");
        bob.sluice("drift", "staging", "--adopt", "kept for the report").ends(4);
        ops.login("--admin");
        ops.sluice("drift", "staging", "--adopt", "kept for the report").ends(0);
        bob.sluice("drift", "staging").ends(0).says("as recorded");
        bob.sluice("history", "staging").ends(0).says("drift adopted");
    }

    private void migrator() throws Exception {
        for (String database : List.of("shop_staging", "shop_production")) {
            expect(6, town.number(database, MIGRATED), "migrations in " + database);
            new Migrator(town, ada).migrate(database, shop.folder().resolve("drizzle"));
            expect(6, town.number(database, MIGRATED), "migrations in " + database);
        }
    }

    private void adoption() throws Exception {
        town.database("shop_fresh").database("shop_drizzled").database("shop_behind");
        var migrator = new Migrator(town, ada);
        migrator.migrate("shop_drizzled", shop.folder().resolve("drizzle"));
        migrator.migrate("shop_behind", migrator.first(3, shop.folder().resolve("drizzle")));
        var api = new Api(town, transcript, "ops");
        api.project("shop-copies", "staging");
        for (String name : List.of("fresh", "drizzled", "behind"))
            api.database("shop-copies", "staging", name, "shop_" + name);
        int number = ada.sluice("release", "--project", "shop-copies").ends(0).change();
        ada.sluice("watch", Integer.toString(number), "--project", "shop-copies").ends(6);
        ada.sluice("show", Integer.toString(number), "--sql", "--project", "shop-copies").ends(0);
        bob.sluice(
                        "approve",
                        Integer.toString(number),
                        "--project",
                        "shop-copies",
                        "--hash",
                        ada.digest(number, "shop-copies"),
                        "--accept-data-loss")
                .ends(0);
        bob.sluice("watch", Integer.toString(number), "--project", "shop-copies").ends(0);
        for (String name : List.of("fresh", "drizzled", "behind")) {
            expect(6, town.number("shop_" + name, MIGRATED), "migrations in " + name);
            ada.sluice("history", name, "--project", "shop-copies")
                    .ends(0)
                    .says(name.equals("fresh") ? "#1 " : "(adopted)");
        }
        for (var taken : Map.of("fresh", 0, "drizzled", 6, "behind", 3).entrySet())
            expect(
                    taken.getValue(),
                    town.number(
                            "shop_" + taken.getKey(),
                            "SELECT count(*) FROM sluice.applied WHERE origin = 'adopted'"),
                    "migrations taken over in " + taken.getKey());
    }

    private void trail() throws Exception {
        ops.sluice("audit", "verify").ends(0).says("The trail holds");
    }

    private void dba(String database, String... statements) throws SQLException {
        transcript.command("somebody", List.of("psql", database));
        for (String statement : statements) transcript.note(statement + ";");
        town.execute(database, statements);
    }

    /// Through the given stages; those that start by themselves do.
    private void through(int number, String... stages) throws Exception {
        String change = Integer.toString(number);
        ada.sluice("watch", change).ends(6);
        Said last = null;
        for (String stage : stages) {
            approve(number, stage);
            if (!stage.equals("staging")) bob.sluice("rollout", change, "--to", stage).ends(0);
            last = bob.sluice("watch", change);
        }
        boolean done = stages[stages.length - 1].equals("production");
        if (last != null) last.ends(done ? 0 : 6);
    }

    private void approve(int number, String stage) throws IOException, InterruptedException {
        bob.sluice(
                        "approve",
                        Integer.toString(number),
                        "--hash",
                        digest(number),
                        "--to",
                        stage,
                        "--accept-data-loss")
                .ends(0);
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
        return ada.digest(change, "shop");
    }

    private void expect(long wanted, long found, String what) {
        transcript.expect(wanted, found, what);
    }
}
