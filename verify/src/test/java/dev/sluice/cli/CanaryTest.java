package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A secret of its own in every credential that Sluice is given or makes; then it does its work,
/// and everything that can go wrong with a credential goes wrong. None of the secrets may be found
/// afterwards: not in the server's log, an answer, a page, the command line's words, or the
/// metadata.
class CanaryTest {
    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");

    private final Map<String, String> canaries = new LinkedHashMap<>();

    @TempDir Path folder;

    private String canary(String name) {
        return canaries.computeIfAbsent(
                name,
                _ ->
                        "Canary 7 "
                                + new BigInteger(120, new SecureRandom())
                                        .add(BigInteger.TEN.pow(30)));
    }

    @Test
    void s05_no_secret_is_found_anywhere_afterwards() throws Exception {
        String inFile = canary("of a file");
        var environment = Map.of("STAGING_PASSWORD", canary("of the environment"));
        try (var house =
                new Household(canary("of the metadata"), canary("of the admin"), environment)) {
            Household.project(folder, Map.of("0000_users", "CREATE TABLE users (id int);"));
            String root = people(house);
            databases(house, root, inFile);
            daily(house, root);
            failing(house, root);
            var browser = house.new Visitor().signedIn("admin", house.adminPassword);
            canaries.put("of a token made on a page", pageToken(browser, house));
            crawl(browser);
            canaries.put("of a session", browser.cookie());
            deadServers(house);
            canaries.put("of ada's token", house.token("ada"));
            canaries.put("of the admin's token", root);
            assertThat(canaries).hasSize(16);
            assertThat(leaks(house.said())).as("heard").isEmpty();
            assertThat(house.heard).hasSizeGreaterThan(60);
            assertThat(leaks(rows(house))).as("rows of the metadata").isEmpty();
            String dump = dump(house);
            if (!dump.isEmpty()) assertThat(dump).contains("CREATE TABLE sluice_server.token");
            assertThat(leaks(dump)).as("pg_dump of the metadata").isEmpty();
            sessionOfADump(house);
        }
    }

    /// Root's token; ada and bob sign in at the command line.
    private String people(Household house) {
        String root =
                house.api(
                                "",
                                "/api/v1/tokens",
                                """
                                {"login": "admin", "password": "%s",
                                 "scopes": ["read", "change", "approve", "rollout", "admin"]}\
                                """
                                        .formatted(house.adminPassword))
                        .path("body")
                        .path("token")
                        .asString();
        house.api(
                root,
                "/api/v1/projects",
                """
                {"name": "shop", "environments": [
                  {"name": "test", "approvals": 1, "automatic": true, "soakSeconds": 0},
                  {"name": "staging", "approvals": 0, "automatic": true, "soakSeconds": 0},
                  {"name": "production", "approvals": 0, "automatic": false, "soakSeconds": 0}]}\
                """);
        var admin = house.new Visitor().signedIn("admin", house.adminPassword);
        for (String login : List.of("ada", "bob")) {
            admin.open("/people");
            admin.submit(
                    "/people",
                    Map.of("login", login, "name", login, "password", canary("of " + login)));
            String id =
                    house.text(
                            "metadata",
                            "select id from sluice_server.person where login = '" + login + "'");
            for (String role : List.of("developer", "approver", "operator"))
                admin.submit("/people/" + id + "/grants", Map.of("role", role, "place", "1"));
            assertThat(
                            house.sluice(
                                            folder,
                                            login,
                                            canary("of " + login) + "\n",
                                            Map.of(),
                                            "login",
                                            "--user",
                                            login,
                                            "--password-stdin")
                                    .exit())
                    .isZero();
        }
        return root;
    }

    private void databases(Household house, String root, String inFile) throws Exception {
        house.target("test", canary("sealed"));
        house.target("staging", canary("of the environment"));
        house.target("production", inFile);
        Path file = house.home.resolve("production.password");
        Files.writeString(file, inFile + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(status(register(house, root, "test", canary("sealed")))).isEqualTo(200);
        assertThat(status(register(house, root, "staging", "env:STAGING_PASSWORD"))).isEqualTo(200);
        assertThat(status(register(house, root, "production", "file:" + file))).isEqualTo(200);
    }

    private static JsonNode register(Household house, String root, String name, String credential) {
        return register(house, root, name, "127.0.0.1", house.postgres.port(), credential);
    }

    private static JsonNode register(
            Household house, String root, String name, String host, int port, String credential) {
        String environment =
                List.of("test", "staging", "production").contains(name) ? name : "test";
        return house.api(
                root,
                "/api/v1/projects/shop/databases",
                """
                {"environment": "%s", "name": "%s", "host": "%s", "port": %d, "database": "%s",
                 "username": "%s", "credential": "%s"}\
                """
                        .formatted(environment, name, host, port, name, name, credential));
    }

    private static int status(JsonNode answer) {
        return answer.path("status").asInt();
    }

    /// What a team does on a good day.
    private void daily(Household house, String root) {
        ok(house, "ada", "release", "--ref", "main");
        approve(house, 1);
        until(house, "bob", "rollout", "1", "--to", "production");
        becomes(house, 1, "done");
        ok(house, "ada", "history", "production");
        ok(house, "ada", "list");
        ok(house, "ada", "drift", "staging");
        assertThat(
                        house.sluice(
                                        folder,
                                        "root",
                                        "",
                                        Map.of("SLUICE_TOKEN", root),
                                        "audit",
                                        "verify")
                                .exit())
                .isZero();
        sluice(house, "bob", "undo", "1", "--reason", "back");
        becomes(house, 1, "reverted");
    }

    private void approve(Household house, int number) {
        String digest =
                house.text(
                        "metadata",
                        "select r.digest from sluice_server.revision r join sluice_server.change c on c.id = r.change_id"
                                + " where c.number = %d order by r.id desc limit 1"
                                        .formatted(number));
        until(
                house,
                "bob",
                "approve",
                Integer.toString(number),
                "--hash",
                digest,
                "--accept-data-loss");
    }

    private static void becomes(Household house, int number, String state) {
        Household.eventually(() ->
                house.text(
                                "metadata",
                                "select state from sluice_server.change where number = " + number)
                        .equals(state));
    }

    private void until(Household house, String who, String... words) {
        var last = new Household.Said[1];
        try {
            Household.eventually(() -> (last[0] = sluice(house, who, words)).exit() == 0);
        } catch (AssertionError e) {
            throw new AssertionError(last[0].text(), e);
        }
    }

    private Household.Said sluice(Household house, String who, String... words) {
        return house.sluice(folder, who, "", Map.of(), words);
    }

    private void ok(Household house, String who, String... words) {
        Household.Said said = sluice(house, who, words);
        assertThat(said.exit()).as(said.text()).isZero();
    }

    /// Every way in which a credential can be wrong.
    private void failing(Household house, String root) throws Exception {
        String wrong = canary("wrong");
        assertThat(status(register(house, root, "wrong", wrong))).isEqualTo(502);
        assertThat(status(register(house, root, "nobody", "127.0.0.1", 1, wrong))).isEqualTo(502);
        assertThat(status(register(house, root, "odd", "a:b:c", 5432, wrong))).isGreaterThan(399);
        assertThat(status(register(house, root, "unset", "env:NOT_SET_HERE"))).isEqualTo(502);
        assertThat(status(register(house, root, "gone", "file:/nowhere/at/all"))).isEqualTo(502);
        house.api(root, "/api/v1/projects/shop/databases", "{\"credential\": \"" + wrong + "\",");
        house.api(root, "/api/v1/projects/shop/databases", "{\"port\": \"" + wrong + "\"}");
        house.api("", "/api/v1/tokens", "{\"login\": \"ada\", \"password\": \"" + wrong + "\"}");
        house.api("", "/api/v1/tokens", "{\"password\": \"" + wrong + "\", ");
        house.api("slc_" + wrong.replace(" ", ""), "/api/v1/me", "");
        house.new Visitor().signedIn("ada", wrong);
        String url = "postgresql://test:" + wrong.replace(" ", "%20") + "@";
        String ours = "127.0.0.1:" + house.postgres.port() + "/test";
        for (String to :
                List.of(
                        url + ours,
                        url + "127.0.0.1:1/test",
                        url + "127.0.0.1:port/test",
                        url + "no such host/test",
                        url + "no-such-host.invalid/test",
                        "jdbc:" + url + ours,
                        "jdbc:postgresql://" + ours + "?user=test&password=" + wrong,
                        "postgresql://" + ours + "?user=test&password=" + wrong + "&sslmode=odd",
                        "mysql://test:" + wrong.replace(" ", "%20") + "@" + ours,
                        "postgresql://test:" + wrong.replace(" ", "#") + "@" + ours))
            for (String command : List.of("apply", "status", "undo"))
                assertThat(sluice(house, "ada", command, "--to", to).exit()).isNotZero();
        for (String to : List.of(url + ours, url + "127.0.0.1:port/test"))
            assertThat(house.process("dev.sluice.cli.Main", "inspect", to).waitFor()).isNotZero();
        house.sluice(folder, "ada", "", Map.of("TARGET", url + ours), "inspect", "env:TARGET");
        house.sluice(folder, "ada", "", Map.of("SLUICE_TOKEN", "slc_" + wrong), "list");
        house.sluice(
                folder,
                "eve",
                wrong + "\n",
                Map.of(),
                "login",
                "--user",
                "ada",
                "--password-stdin");
        house.sluice(
                folder,
                "ada",
                "",
                Map.of("SLUICE_SERVER", "http://ada:" + wrong.replace(" ", "") + "@127.0.0.1:1"),
                "list");
        canaries.put("wrong, without spaces", wrong.replace(" ", ""));
        canaries.put("wrong, in a URL", wrong.replace(" ", "%20"));
        brokenTargets(house);
    }

    /// The password of a registered database changes under the server: checks, drift and a run meet
    /// it.
    private void brokenTargets(Household house) throws Exception {
        Household.project(
                folder,
                Map.of(
                        "0000_users",
                        "CREATE TABLE users (id int);",
                        "0001_more",
                        "ALTER TABLE users ADD COLUMN x int;"));
        ok(house, "ada", "release", "--ref", "main");
        approve(house, 2);
        for (String role : List.of("test", "staging", "production"))
            house.execute("postgres", "alter role %s password 'another'".formatted(role));
        sluice(house, "ada", "drift", "test");
        sluice(house, "ada", "drift", "staging");
        sluice(house, "ada", "drift", "production");
        sluice(house, "ada", "show", "2");
        sluice(house, "ada", "release", "--ref", "another");
        sluice(house, "bob", "retry", "2");
        house.execute("postgres", "alter role test password '%s'".formatted(canary("sealed")));
    }

    private static String pageToken(Household.Visitor browser, Household house) {
        browser.open("/tokens");
        String page = browser.submit("/tokens", Map.of("name", "ci", "scopes", "read"));
        Matcher made = Pattern.compile("slc_[A-Za-z0-9_-]{20,}").matcher(page);
        assertThat(made.find()).isTrue();
        return made.group();
    }

    /// Every page that a link leads to.
    private static void crawl(Household.Visitor browser) {
        var seen = new HashSet<String>();
        var ahead = new ArrayDeque<>(List.of("/", "/audit", "/people", "/tokens", "/projects/new"));
        while (!ahead.isEmpty() && seen.size() < 150) {
            String path = ahead.poll();
            if (!seen.add(path)) continue;
            Matcher link = LINK.matcher(browser.open(path));
            while (link.find()) ahead.add(link.group(1).replace("&amp;", "&"));
        }
        assertThat(seen).hasSizeGreaterThan(20);
    }

    /// Servers whose metadata can't be entered.
    private void deadServers(Household house) throws Exception {
        String secret = canary("of a dead server");
        for (String place :
                List.of(
                        "127.0.0.1:" + house.postgres.port() + "/metadata",
                        "127.0.0.1:1/metadata",
                        "127.0.0.1:port/metadata")) {
            for (String url :
                    List.of(
                            "postgresql://postgres:" + secret.replace(" ", "%20") + "@" + place,
                            "jdbc:postgresql://"
                                    + place
                                    + "?user=postgres&password="
                                    + secret.replace(" ", "%20"))) {
                Process process = house.start(url);
                assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isNotZero();
            }
        }
        canaries.put("of a dead server, in a URL", secret.replace(" ", "%20"));
    }

    private List<String> leaks(String text) {
        var found = new ArrayList<String>();
        canaries.forEach((name, secret) -> {
            for (String form : forms(secret))
                if (text.contains(form)) found.add(name + ": " + around(text, form));
        });
        return found;
    }

    private static String around(String text, String form) {
        int at = text.indexOf(form);
        return text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 120));
    }

    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(bytes);
        return List.of(
                secret,
                secret.substring(secret.lastIndexOf(' ') + 1),
                HexFormat.of().formatHex(bytes),
                base64.substring(0, base64.length() - 4));
    }

    private static String rows(Household house) throws Exception {
        var text = new StringBuilder();
        try (var connection = DriverManager.getConnection(house.postgres.url("metadata"));
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var row =
                    statement.executeQuery(
                            "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                                    + " where relkind in ('r', 'm') and nspname not in ('pg_catalog', 'information_schema')")) {
                while (row.next()) tables.add(row.getString(1));
            }
            assertThat(tables).hasSizeGreaterThan(20);
            for (String table : tables)
                try (var row = statement.executeQuery("select t::text from " + table + " t")) {
                    while (row.next()) text.append(row.getString(1)).append('\n');
                }
        }
        return text.toString();
    }

    /// By the machine's own pg_dump, where there is one that reads this major; else nothing, and
    /// the rows speak.
    private static String dump(Household house) throws Exception {
        Path program = Path.of("/usr/bin/pg_dump");
        if (!Files.isExecutable(program)) return "";
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--dbname",
                                house.postgres.url("metadata").replaceFirst("^jdbc:", ""))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    /// A cookie made from the session ids of a dump signs nobody in.
    private static void sessionOfADump(Household house) throws Exception {
        String id =
                house.text(
                        "metadata",
                        "select session_id from sluice_server.spring_session where principal_name is not null limit 1");
        assertThat(id).isNotEmpty();
        var client = java.net.http.HttpClient.newHttpClient();
        String cookie = Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8));
        var answer =
                client.send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(house.address() + "/audit"))
                                .header("Cookie", "__Host-sluice=" + cookie)
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).contains("/signin");
    }
}
