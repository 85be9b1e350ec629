package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.identity.Right;
import dev.sluice.server.web.PlainBrowser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// Asks every route of the running server for the things of a project that is not the caller's.
class ForeignIdsTest {
    private static final List<String> EVERYTHING =
            List.of("read", "change", "approve", "rollout", "admin");

    private record Route(String method, String path, String right) {}

    private static RunningServer house;
    private static Shop mine;
    private static Shop theirs;
    private static long theirRun;
    private static long theirEntry;
    private static long theirFreeze;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
        mine = house.shop("mine");
        theirs = house.shop("theirs");
        Folder users = Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY);");
        mine.released(mine.ada, "main", users);
        JsonNode change = theirs.released(theirs.ada, "main", users);
        theirs.rolledOut(change);
        theirRun = theirs.lane(1, "staging").path("runs").get(0).path("id").asLong();
        theirEntry =
                theirs.ada
                        .list(theirs.path("/databases/staging/history"))
                        .get(0)
                        .path("id")
                        .asLong();
        theirFreeze =
                house.root
                        .done(
                                theirs.path("/freezes"),
                                Map.of(
                                        "from", "2020-01-01T00:00",
                                        "to", "2090-01-01T00:00",
                                        "zone", "UTC",
                                        "reason", "not yours"))
                        .path("id")
                        .asLong();
    }

    @AfterAll
    static void stop() throws Exception {
        mine.close();
        theirs.close();
        house.close();
    }

    @Test
    void s07_a_member_of_another_project_finds_nothing_by_the_api() {
        long before = events();
        List<String> wrong = new ArrayList<>();
        List<Route> routes = routes("/api/v1/projects/{project}", theirs.name);
        assertThat(routes).hasSizeGreaterThan(15);
        for (Route r : routes) {
            int status = ask(mine.ada, r);
            if (status != 404) wrong.add(r + " answered " + status);
        }
        assertThat(wrong).isEmpty();
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void s07_an_administrators_token_of_one_project_finds_nothing_of_another() {
        Caller bound =
                house.caller("root", Map.of("projectId", mine.projectId(), "scopes", EVERYTHING));
        long before = events();
        List<String> wrong = new ArrayList<>();
        for (Route r : routes("/api/v1/projects/{project}", theirs.name)) {
            int status = ask(bound, r);
            if (status != 404) wrong.add(r + " answered " + status);
        }
        assertThat(wrong).isEmpty();
        assertThat(events()).isEqualTo(before);
        assertThat(bound.list("/projects")).hasSize(1);
        assertThat(bound.get(mine.path("/changes")).status()).isEqualTo(200);
    }

    @Test
    void s07_an_administrators_token_of_one_project_rules_nothing_beyond_it() {
        Caller bound =
                house.caller("root", Map.of("projectId", mine.projectId(), "scopes", EVERYTHING));
        assertThat(
                        bound.post("/projects", Map.of("name", "more", "environments", List.of()))
                                .status())
                .isEqualTo(403);
        assertThat(bound.post("/audit/verify", Map.of()).status()).isEqualTo(403);
        assertThat(bound.get("/audit/export").status()).isEqualTo(403);
    }

    @Test
    void s07_foreign_things_are_not_found_in_ones_own_project() {
        assertThat(mine.ada.get(mine.path("/changes/1/runs/" + theirRun + "/log")).status())
                .isEqualTo(404);
        String diff =
                "/databases/staging/history/diff?from=%d&to=%d".formatted(theirEntry, theirEntry);
        assertThat(mine.ada.get(mine.path(diff)).status()).isEqualTo(404);
        assertThat(mine.ada.get(mine.path("/changes/2")).status()).isEqualTo(404);
        assertThat(
                        house.root
                                .post(mine.path("/freezes/" + theirFreeze + "/end"), Map.of())
                                .status())
                .isEqualTo(404);
        assertThat(mine.ada.list(mine.path("/freezes"))).isEmpty();
        assertThat(mine.ada.get(mine.path("/databases/nowhere/history")).status()).isEqualTo(404);
    }

    /// The two prefixes above are all that has ids of projects in it: a route elsewhere has to be
    /// thought of here.
    @Test
    void s07_no_other_route_takes_anything_of_a_project() {
        var others = new TreeSet<String>();
        handlers()
                .forEach((info, method) -> {
                    if (method.getBeanType().getName().startsWith("dev.sluice."))
                        for (String pattern : info.getPatternValues())
                            if (!pattern.startsWith("/api/v1/projects/{project}")
                                    && !pattern.startsWith("/p/{project}")) others.add(pattern);
                });
        assertThat(others)
                .containsExactly(
                        "/",
                        "/account",
                        "/account/password",
                        "/account/sessions/end-others",
                        "/account/sessions/{key}/end",
                        "/account/totp/begin",
                        "/account/totp/confirm",
                        "/account/totp/recovery-codes",
                        "/account/totp/remove",
                        "/api/v1/audit/events",
                        "/api/v1/audit/export",
                        "/api/v1/audit/verify",
                        "/api/v1/grants",
                        "/api/v1/grants/{id}/revoke",
                        "/api/v1/groups",
                        "/api/v1/groups/{group}/members",
                        "/api/v1/groups/{group}/members/remove",
                        "/api/v1/me",
                        "/api/v1/openapi.json",
                        "/api/v1/people",
                        "/api/v1/projects",
                        "/api/v1/service-accounts",
                        "/api/v1/tokens",
                        "/audit",
                        "/audit/export",
                        "/audit/verify",
                        "/changes",
                        "/changes/new",
                        "/changes/new/folder",
                        "/changes/new/sql",
                        "/databases",
                        "/error",
                        "/grants/{id}/revoke",
                        "/groups",
                        "/groups/{id}/grants",
                        "/groups/{id}/members",
                        "/people",
                        "/people/service-accounts",
                        "/people/tokens/{id}/revoke",
                        "/people/{id}/break-glass",
                        "/people/{id}/closed",
                        "/people/{id}/grants",
                        "/people/{id}/sessions/end",
                        "/people/{id}/tokens",
                        "/people/{id}/totp/reset",
                        "/projects/new",
                        "/prove",
                        "/setup",
                        "/signin",
                        "/signin/code",
                        "/tokens",
                        "/tokens/{id}/revoke");
    }

    @Test
    void s07_lists_tell_a_member_of_another_project_nothing_and_their_tokens_stay() {
        var browser =
                new PlainBrowser(house.server.port())
                        .signIn("ada-mine", RunningServer.password("ada-mine"));
        for (String list :
                List.of("/", "/changes", "/databases", "/audit", "/changes/new", "/tokens"))
            assertThat(browser.open(list).text()).as(list).doesNotContain("theirs");
        assertThat(mine.ada.get("/projects").body().toString()).doesNotContain("theirs");
        long token =
                Shop.count(
                        house.metadata,
                        "select min(id) from sluice_server.token where person_id = "
                                + theirs.adaId);
        browser.open("/tokens").submit("/tokens/" + token + "/revoke");
        assertThat(theirs.ada.get("/me").status()).isEqualTo(200);
        for (String page : List.of("/people/" + theirs.adaId + "/closed"))
            browser.open("/").submit(page, "closed", "true");
        assertThat(theirs.ada.get("/me").status()).isEqualTo(200);
    }

    /// One's own project in the path, the other's id behind it.
    @Test
    void s07_foreign_ids_are_not_found_on_the_pages_of_ones_own_project() {
        var browser =
                new PlainBrowser(house.server.port())
                        .signIn("ada-mine", RunningServer.password("ada-mine"));
        long before = events();
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Route r : routes("/p/{project}", Long.toString(mine.projectId()))) {
            boolean foreign = r.path.matches(".*/(d|r|freezes)/\\d+.*");
            if (!foreign) continue;
            asked++;
            browser.open("/changes/new");
            if (r.method.equals("GET")) browser.open(r.path);
            else browser.submit(r.path, fields());
            int wanted = r.right.equals(Right.ADMIN) ? 403 : 404;
            if (browser.status() != wanted && !refusedWithWords(browser, r))
                wrong.add(r + " answered " + browser.status());
        }
        assertThat(asked).isGreaterThan(6);
        assertThat(wrong).isEmpty();
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void s07_a_member_of_another_project_finds_no_page() {
        var browser =
                new PlainBrowser(house.server.port())
                        .signIn("ada-mine", RunningServer.password("ada-mine"));
        long before = events();
        List<String> wrong = new ArrayList<>();
        List<Route> routes = routes("/p/{project}", Long.toString(theirs.projectId()));
        assertThat(routes).hasSizeGreaterThan(15);
        for (Route r : routes) {
            browser.open("/changes/new");
            if (r.method.equals("GET")) browser.open(r.path);
            else browser.submit(r.path, fields());
            if (browser.status() != 404) wrong.add(r + " answered " + browser.status());
        }
        assertThat(wrong).isEmpty();
        for (String form : List.of("/changes/new/sql"))
            assertThat(browser.open("/changes/new").submit(form, fields()).status()).isEqualTo(404);
        assertThat(events()).isEqualTo(before);
        assertThat(browser.open("/p/%d/c/1/r/%d".formatted(mine.projectId(), theirRun)).status())
                .isEqualTo(404);
    }

    /// A form that is refused goes back to its page and says why.
    private static boolean refusedWithWords(PlainBrowser browser, Route r) {
        return r.right.equals(Right.ADMIN)
                && browser.path().equals("/changes/new")
                && browser.text().contains("An administrator can do it");
    }

    private static long events() {
        return Shop.count(
                house.metadata,
                "select count(*) from sluice_server.audit_event where project_id = "
                        + theirs.projectId());
    }

    private static int ask(Caller caller, Route r) {
        String path = r.path.substring("/api/v1".length());
        return switch (r.method) {
            case "GET" -> caller.get(path).status();
            case "PUT" -> caller.put(path, body()).status();
            default -> caller.post(path, body()).status();
        };
    }

    private static Map<String, Object> body() {
        return Map.ofEntries(
                Map.entry("ref", "x"),
                Map.entry("commit", "x"),
                Map.entry("files", Map.of("meta/_journal.json", "{}")),
                Map.entry("environment", "staging"),
                Map.entry("digest", "0".repeat(64)),
                Map.entry("reason", "because"),
                Map.entry("name", "x"),
                Map.entry("windows", List.of()),
                Map.entry("policy", "none"),
                Map.entry("from", "2030-01-01T00:00"),
                Map.entry("to", "2031-01-01T00:00"),
                Map.entry("zone", "UTC"),
                Map.entry("host", "127.0.0.1"),
                Map.entry("port", 1),
                Map.entry("database", "x"),
                Map.entry("username", "x"),
                Map.entry("credential", "x"),
                Map.entry("login", "root"));
    }

    private static String[] fields() {
        return new String[] {
            "environment", "staging",
            "digest", "0".repeat(64),
            "reason", "because",
            "text", "hello",
            "drift", "1",
            "fingerprint", "x",
            "name", "x",
            "host", "127.0.0.1",
            "databaseName", "x",
            "username", "x",
            "password", "x",
            "project", Long.toString(theirs.projectId()),
            "title", "x",
            "sql", "select 1",
            "who", "root",
            "role", "viewer",
            "grant", "1",
            "rules", "{}",
            "ref", "x"
        };
    }

    /// Every route below `prefix`, filled in with the ids of the other project.
    private static List<Route> routes(String prefix, String project) {
        var routes = new ArrayList<Route>();
        handlers()
                .forEach((info, method) -> {
                    for (String pattern : info.getPatternValues())
                        if (pattern.startsWith(prefix))
                            for (String path : filled(pattern, project))
                                for (RequestMethod verb : info.getMethodsCondition().getMethods())
                                    routes.add(new Route(verb.name(), path, right(method)));
                });
        return routes;
    }

    private static Map<RequestMappingInfo, HandlerMethod> handlers() {
        var mappings = house.server.bean(DispatcherServlet.class).getHandlerMappings();
        var all = new HashMap<RequestMappingInfo, HandlerMethod>();
        for (var mapping : mappings == null ? List.<HandlerMapping>of() : mappings)
            if (mapping instanceof RequestMappingHandlerMapping routes)
                all.putAll(routes.getHandlerMethods());
        return all;
    }

    private static String right(HandlerMethod method) {
        Right right = method.getMethodAnnotation(Right.class);
        return right == null ? "none" : right.value();
    }

    private static List<String> filled(String pattern, String project) {
        String path =
                pattern.replace("{project}", project)
                        .replace("{number}", "1")
                        .replace("{run}", Long.toString(theirRun))
                        .replace("{database}", "staging")
                        .replace("{environment}", "staging")
                        .replace("{freeze}", Long.toString(theirFreeze))
                        .replace("{id}", Long.toString(databaseId()));
        if (path.endsWith("/diff")) path += "?from=%d&to=%d".formatted(theirEntry, theirEntry);
        int open = path.indexOf('{');
        if (open < 0) return List.of(path);
        String choices = path.substring(path.indexOf(':') + 1, path.indexOf('}'));
        var all = new ArrayList<String>();
        for (String choice : choices.split("\\|"))
            all.add(path.substring(0, open) + choice + path.substring(path.indexOf('}') + 1));
        return all;
    }

    private static long databaseId() {
        return Shop.count(
                house.metadata,
                "select min(id) from sluice_server.managed_database where project_id = "
                        + theirs.projectId());
    }
}
