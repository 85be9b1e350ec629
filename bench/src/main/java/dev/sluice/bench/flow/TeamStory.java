package dev.sluice.bench.flow;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A team with three tenants in production: a change that two have to approve, a freeze, a canary
/// that fails, a server that is killed in the middle, and a backup that is restored. Each step says
/// what must be answered; the first that is answered otherwise ends the story.
public final class TeamStory {
    private static final List<String> TENANTS = List.of("acme", "birch", "cedar");
    private static final String CANARY = "birch";
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final String CUSTOMERS =
            """
            INSERT INTO public.customers (email, name, phone)
            SELECT 'c' || n || '@example.org', 'Customer ' || n, '+49 30 ' || n FROM generate_series(1, 500) n\
            """;
    private static final String NO_PHONE =
            "INSERT INTO public.customers (email, name) VALUES ('eve@example.org', 'Eve'), ('mallory@example.org', 'Mallory')";
    private static final String ROWS =
            "SELECT count(*) || ' rows, ' || md5(string_agg(c::text, ',' ORDER BY id)) FROM public.customers c";

    private final Transcript transcript;
    private final Town town;
    private final TwoServers servers;
    private final Shop shop;
    private final Person ada;
    private final Person bob;
    private final Person cleo;
    private final Person admin;
    private final Api api;
    private int change;
    private String tag = "";
    private String rows = "";

    private TeamStory(Transcript transcript, Town town, TwoServers servers, Shop shop)
            throws IOException, InterruptedException {
        this.transcript = transcript;
        this.town = town;
        this.servers = servers;
        this.shop = shop;
        this.ada = person("ada");
        this.bob = person("bob");
        this.cleo = person("cleo");
        this.admin = person(TwoServers.ADMIN);
        this.api = new Api(town, transcript, TwoServers.ADMIN);
    }

    private Person person(String name) {
        return new Person(
                name,
                shop.folder(),
                town.home().resolve("home-" + name),
                Map.of("SLUICE_SERVER", town.address(), "PGPASSWORD", town.password()),
                transcript);
    }

    public static Story.Figures tell(PrintStream out) throws Exception {
        var transcript = new Transcript(out);
        var built = new TwoServers[1];
        int major = dumps();
        try (Town town = Town.open(major, home -> built[0] = TwoServers.start(home))) {
            Shop shop = Shop.copy(Files.createDirectory(town.home().resolve("shop")));
            shop.major(major);
            var story = new TeamStory(transcript, town, built[0], shop);
            transcript.chapter("Two servers, one proxy, four people", story::begin);
            transcript.chapter("A project with three tenants in production", story::project);
            transcript.chapter("The first release", story::firstRelease);
            transcript.chapter("A change that two have to approve", story::twoApprovers);
            transcript.chapter("A frozen weekend", story::weekend);
            transcript.chapter("The canary fails, and is mended", story::canary);
            transcript.chapter("A server is killed in the middle", story::kill);
            transcript.chapter("The backup is restored", story::restore);
            transcript.chapter("And applied again", story::again);
            transcript.chapter("The trail", story::trail);
        }
        return new Story.Figures(transcript.commands(), transcript.seconds());
    }

    /// The major of this machine's pg_dump: it refuses a newer server.
    private static int dumps() throws IOException {
        var asked = new ProcessBuilder("pg_dump", "--version").redirectErrorStream(true).start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var version = Pattern.compile("\\) (\\d+)").matcher(said);
        if (!version.find()) throw new Said.Broken("pg_dump does not say its version: " + said);
        return Math.min(18, Integer.parseInt(version.group(1)));
    }

    private void begin() throws Exception {
        for (int place = 0; place < 2; place++) {
            var words = Stream.concat(Stream.of("up"), servers.words(place).stream());
            transcript.command(
                    "ops",
                    Stream.concat(Stream.of("sluice"), words)
                            .map(w -> w.replaceFirst("postgres:.*@", "postgres:…@"))
                            .toList());
            transcript.answer(0, servers.log(place));
        }
        transcript.note(
                "%s is the proxy in front of %s and %s. The account admin has the password of SLUICE_ADMIN_PASSWORD."
                        .formatted(town.address(), servers.address(0), servers.address(1)));
        for (String login : List.of("ada", "bob", "cleo")) {
            transcript.command(
                    TwoServers.ADMIN,
                    List.of("Page", "People,", "New", "person:", login, "(with a first password)"));
            town.person(login, false);
            transcript.answer(0, login + " stands on the page.");
        }
        for (Person person : List.of(ada, bob, cleo)) person.login();
        admin.login("--admin", "--audit");
        transcript.note(
                "connections so far: %d and %d".formatted(servers.given(0), servers.given(1)));
        transcript.expect(
                true, servers.given(0) > 0 && servers.given(1) > 0, "both servers were asked");
    }

    private void project() throws Exception {
        town.database("shop_staging");
        for (String tenant : TENANTS) town.database("tenant_" + tenant);
        api.project("shop", "staging", "production");
        api.database("shop", "staging", "staging", "shop_staging");
        for (String tenant : TENANTS)
            api.database("shop", "production", tenant, "tenant_" + tenant);
        String project = "projects/shop/";
        api.does("POST", project + "members", "{\"login\":\"ada\",\"roles\":[\"developer\"]}");
        for (String login : List.of("bob", "cleo"))
            api.does(
                    "POST",
                    project + "members",
                    "{\"login\":\"" + login + "\",\"roles\":[\"approver\",\"operator\"]}");
        String production = project + "environments/production/";
        api.does("PUT", production + "policy", "{\"rules\":[{\"steps\":[{\"people\":2}]}]}");
        api.does("PUT", production + "backup", "{\"policy\":\"pg_dump\"}");
        api.does("PUT", production + "rollout", "{\"parallel\":2,\"canaries\":[\"birch\"]}");
    }

    private void firstRelease() throws Exception {
        ada.shell("git", "init", "-q", "-b", "main").ends(0);
        ada.commit("The shop as it is");
        ada.sluice("check").ends(0);
        int first = ada.sluice("release").ends(0).change();
        throughStaging(first);
        approves(bob, first).says("production needs the approval of 1 more person");
        approves(cleo, first);
        bob.sluice("rollout", "" + first).ends(0);
        bob.sluice("watch", "" + first).ends(0).says("Done in staging, production.");
        for (String tenant : TENANTS) {
            somebody("tenant_" + tenant, CUSTOMERS);
            if (tenant.equals(CANARY)) somebody("tenant_" + tenant, NO_PHONE);
        }
    }

    private void throughStaging(int number) throws Exception {
        ada.sluice("watch", "" + number).ends(6).says("staging needs the approval of 1 person");
        bob.sluice("approve", "" + number, "--hash", hash(number), "--accept-data-loss").ends(0);
        ada.sluice("watch", "" + number).ends(6).says("production needs the approval of 2 people");
    }

    private String hash(int number) throws IOException, InterruptedException {
        return ada.digest(number, "shop");
    }

    private Said approves(Person who, int number) throws IOException, InterruptedException {
        String[] words = {
            "approve",
            "" + number,
            "--hash",
            hash(number),
            "--to",
            "production",
            "--accept-data-loss"
        };
        return who.sluice(words).ends(0);
    }

    private void twoApprovers() throws Exception {
        shop.edit(
                "phone: varchar(\"phone\", { length: 32 })",
                "phone: varchar(\"phone\", { length: 32 }).notNull()");
        ada.sluice("generate").ends(0);
        ada.shell("git", "status", "--porcelain", "-uall").ends(0);
        tag = latest();
        ada.commit("Every customer has a phone");
        change = ada.sluice("release").ends(0).change();
        ada.sluice("show", "" + change, "--sql").ends(0).says("(2 there now)");
        throughStaging(change);
        ada.sluice("approve", "" + change, "--hash", hash(change), "--to", "production").ends(4);
        approves(bob, change).says("production needs the approval of 1 more person");
        bob.sluice("rollout", "" + change)
                .ends(4)
                .says("production needs the approval of 1 more person");
        api.looks("projects/shop/changes/" + change + "/approvals");
        approves(cleo, change).says("production is ready to be started");
    }

    private String latest() throws IOException {
        try (Stream<Path> files = Files.list(shop.folder().resolve("drizzle"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.matches("0004_[a-z0-9_]*\\.sql"))
                    .findFirst()
                    .map(f -> f.substring(0, f.length() - ".sql".length()))
                    .orElseThrow(() -> new Said.Broken("generate wrote no 0004"));
        }
    }

    private void weekend() throws Exception {
        LocalDateTime today = LocalDateTime.now(ZONE).truncatedTo(ChronoUnit.DAYS);
        JsonNode freeze =
                api.does(
                        "POST",
                        "projects/shop/freezes",
                        "{\"environment\":\"production\",\"from\":\"%s\",\"to\":\"%s\",\"zone\":\"%s\",\"reason\":\"the weekend of the sale\"}"
                                .formatted(today, today.plusDays(2).plusHours(6), ZONE));
        cleo.sluice("rollout", "" + change)
                .ends(4)
                .says("production is frozen until", "the weekend of the sale", "--when-open");
        cleo.sluice("rollout", "" + change, "--when-open").ends(0);
        Future<Said> watch = ada.aside("watch", "" + change);
        bob.sluice("list").ends(0);
        nothingRan();
        api.does("POST", "projects/shop/freezes/" + freeze.path("id").asLong() + "/end", "{}");
        transcript.note("ada's watch began while production was frozen.");
        ada.tells(watch.get(5, TimeUnit.MINUTES));
    }

    private void nothingRan() throws SQLException {
        for (String tenant : TENANTS)
            transcript.expect(0L, ledger(tenant), "rows of " + tag + " in the ledger of " + tenant);
    }

    private long ledger(String tenant) throws SQLException {
        return town.number(
                "tenant_" + tenant,
                "SELECT count(*) FROM sluice.applied WHERE tag = '" + tag + "'");
    }

    private void canary() throws Exception {
        bob.sluice("watch", "" + change).ends(6).says("Needs a decision", CANARY);
        nothingRan();
        for (String tenant : List.of("acme", "cedar")) {
            transcript.expect("queued", run(tenant).path("state").asString(), tenant + " is");
            transcript.expect(0, backups(tenant).size(), "backups of " + tenant);
        }
        somebody(
                "tenant_" + CANARY,
                "UPDATE public.customers SET phone = 'unknown' WHERE phone IS NULL");
    }

    private JsonNode run(String tenant) throws IOException, InterruptedException {
        for (JsonNode lane : api.read("projects/shop/changes/" + change).path("lanes"))
            for (JsonNode run : lane.path("runs"))
                if (run.path("database").asString().equals(tenant)) return run;
        throw new Said.Broken("no run on " + tenant);
    }

    private String runs(String tenant) throws IOException, InterruptedException {
        return "projects/shop/changes/%d/runs/%d/"
                .formatted(change, run(tenant).path("id").asLong());
    }

    private JsonNode backups(String tenant) throws IOException, InterruptedException {
        return api.read(runs(tenant) + "backups").path("items");
    }

    /// A report holds its lock on a table of acme: the run there is in the middle for sure.
    private void kill() throws Exception {
        rows = town.text("tenant_acme", ROWS);
        try (Connection report = town.connected("tenant_acme")) {
            report.setAutoCommit(false);
            String sql = "SELECT count(*) FROM public.customers";
            transcript.command("somebody", List.of("psql", "tenant_acme", "-c", "BEGIN; " + sql));
            transcript.answer(0, "(a report that stays open)");
            report.createStatement().execute(sql);
            bob.sluice("retry", "" + change).ends(0);
            Future<Said> watch = bob.aside("watch", "" + change);
            await("acme's run to stand before the lock", this::isLocked);
            int hit = servers.at("acme");
            cleo.sluice("show", "" + change).ends(0).says("canary went well");
            transcript.command("ops", List.of("kill", "-9", Long.toString(servers.pid(hit))));
            servers.kill(hit);
            transcript.answer(0, "(server " + (hit + 1) + ", which worked on acme)");
            cleo.sluice("show", "" + change).ends(0);
            await("the other server to take acme", () -> servers.at("acme") == 1 - hit);
            report.rollback();
            transcript.note("The report ends. bob has watched all the time:");
            Said seen = watch.get(5, TimeUnit.MINUTES);
            bob.tells(seen);
            seen.ends(0).says("Done in staging, production.");
            once();
            takenOver();
            transcript.command("ops", List.of("sluice", "up", "(server " + (hit + 1) + " again)"));
            servers.startAgain(hit);
            transcript.answer(0, "");
        }
    }

    /// By the log of the run on acme.
    private void takenOver() throws Exception {
        String path = runs("acme") + "log";
        transcript.command(TwoServers.ADMIN, List.of("GET", "/api/v1/" + path));
        var lines = new StringBuilder();
        int attempts = 0;
        for (JsonNode line : api.read(path).path("items")) {
            attempts = line.path("attempt").asInt();
            lines.append("attempt %d: %s%n".formatted(attempts, line.path("message").asString()));
        }
        transcript.answer(0, lines.toString());
        transcript.expect(2, attempts, "attempts on acme, the second by the other server");
    }

    private boolean isLocked() throws SQLException {
        String waits =
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        return servers.at("acme") >= 0 && town.number("tenant_acme", waits) > 0;
    }

    private interface Wanted {
        boolean isThere() throws SQLException;
    }

    private static void await(String what, Wanted wanted) throws SQLException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!wanted.isThere()) {
            if (System.nanoTime() > end) throw new Said.Broken("waited two minutes for " + what);
            LockSupport.parkNanos(100_000_000);
        }
    }

    /// Neither the ledger nor Drizzle's record nor the history has it twice.
    private void once() throws Exception {
        for (String tenant : TENANTS) {
            transcript.expect(1L, ledger(tenant), "rows of " + tag + " in the ledger of " + tenant);
            transcript.expect(
                    5L,
                    town.number(
                            "tenant_" + tenant,
                            "SELECT count(*) FROM drizzle.__drizzle_migrations"),
                    "migrations in Drizzle's record of " + tenant);
            Said history = bob.sluice("history", tenant).ends(0);
            transcript.expect(
                    1L,
                    history.text().lines().filter(l -> l.contains(" " + tag + " ")).count(),
                    "lines of it in the history");
        }
    }

    private void restore() throws Exception {
        ops("DROP DATABASE tenant_acme");
        ops("CREATE DATABASE tenant_acme");
        String command = backups("acme").get(0).path("restore").asString();
        bob.sluice("show", "" + change, "--backups").ends(0).says(command);
        String page =
                servers.console("bob")
                        .page("/p/1/c/%d/r/%d".formatted(change, run("acme").path("id").asLong()))
                        .body();
        transcript.expect(true, page.contains(command), "the page of the run has the same command");
        bob.pasted(command).ends(0);
        transcript.expect(rows, town.text("tenant_acme", ROWS), "customers of acme, as before");
        bob.sluice("drift", "acme").ends(5).says("public.customers.phone");
        bob.sluice("history", "acme").ends(0);
    }

    /// A database that was made anew is another one until an administrator says that it is meant.
    private void again() throws Exception {
        api.anew("shop", "production", "acme", "tenant_acme");
        admin.sluice("drift", "acme", "--adopt", "restored from the backup").ends(0);
        change = ada.sluice("release").ends(0).change();
        approves(bob, change);
        approves(cleo, change);
        bob.sluice("rollout", "" + change).ends(0);
        bob.sluice("watch", "" + change).ends(0).says("Done in production.");
        transcript.expect(1L, ledger("acme"), "rows of " + tag + " in the ledger of acme");
        bob.sluice("drift", "acme").ends(0).says("as recorded");
        bob.sluice("history", "acme").ends(0);
    }

    private void trail() throws Exception {
        admin.sluice("audit", "verify").ends(0).says("The trail holds");
    }

    private void ops(String sql) throws SQLException {
        transcript.command("ops", List.of("psql", "postgres", "-c", sql));
        town.execute("postgres", sql);
        transcript.answer(0, "");
    }

    private void somebody(String database, String sql) throws SQLException {
        transcript.command("somebody", List.of("psql", database, "-c", sql));
        town.execute(database, sql);
        transcript.answer(0, "");
    }
}
