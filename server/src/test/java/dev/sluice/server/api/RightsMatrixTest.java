package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// Calls every route of the running server as everybody, on one's own project, on another
/// environment of it, and on a project that is not theirs, and holds the answers against
/// `rights.txt`.
class RightsMatrixTest {
    private static final Folder USERS =
            Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY, email text);");
    private static final Folder ORDERS =
            USERS.with("0001_orders", "CREATE TABLE orders (id serial PRIMARY KEY, total int);");

    /// A line of the file: what each person is answered on the route, at the place.
    private record Row(String method, String path, String place, Map<String, String> wanted) {}

    private static RunningServer house;
    private static Shop own;
    private static Shop foreign;
    private static final List<String> PEOPLE = new ArrayList<>();
    private static final List<Row> ROWS = new ArrayList<>();
    private static final Map<String, Knocker> KNOCKERS = new LinkedHashMap<>();
    private static MatrixCalls calls;

    @BeforeAll
    static void start() throws Exception {
        read();
        house = new RunningServer();
        own = new Shop(house, "own", 1, false);
        foreign = new Shop(house, "foreign", 1, false);
        for (Shop shop : List.of(own, foreign))
            rolledOut(shop, shop.released(shop.ada, "main", USERS));
        own.released(own.ada, "next", ORDERS);
        calls = new MatrixCalls(house, own, foreign, ORDERS);
        people();
    }

    @AfterAll
    static void stop() throws Exception {
        own.close();
        foreign.close();
        house.close();
    }

    private static void rolledOut(Shop shop, JsonNode change) {
        for (String environment : List.of("staging", "production")) {
            assertThat(shop.approve(shop.bob, change, environment).status()).isEqualTo(200);
            shop.bob.done(shop.path("/changes/1/start"), Map.of("environment", environment));
            shop.laneIs(1, environment, "done");
        }
    }

    private static void people() {
        for (String who : PEOPLE) {
            if (who.equals("nobody")) {
                KNOCKERS.put(who, new Knocker(house.server.port(), ""));
                continue;
            }
            house.person(who, false);
            give(who);
            List<String> scopes =
                    switch (who) {
                        case "admin", "padmin", "sadmin" ->
                                List.of("read", "change", "approve", "rollout", "audit", "admin");
                        case "auditor", "everyaudit" -> List.of("read", "audit");
                        default -> List.of("read", "change", "approve", "rollout");
                    };
            if (who.equals("sadmin"))
                scopes = List.of("read", "change", "approve", "rollout", "admin");
            var knocker =
                    new Knocker(
                            house.server.port(), house.caller(who, Map.of("scopes", scopes)).token);
            knocker.signIn(who, RunningServer.password(who));
            KNOCKERS.put(who, knocker);
        }
    }

    private static void give(String who) {
        switch (who) {
            case "stranger" -> {}
            case "admin" -> grant(who, "administrator", null, null);
            case "everyaudit" -> grant(who, "auditor", null, null);
            case "padmin" -> grant(who, "administrator", "own", null);
            case "sadmin" -> grant(who, "administrator", "own", "staging");
            case "sapprover" -> grant(who, "approver", "own", "staging");
            case "soperator" -> grant(who, "operator", "own", "staging");
            default -> grant(who, who, "own", null);
        }
    }

    private static void grant(String who, String role, String project, String environment) {
        var body = new LinkedHashMap<String, Object>();
        body.put("login", who);
        body.put("role", role);
        body.put("project", project);
        body.put("environment", environment);
        house.root.done("/grants", body);
    }

    private static void read() throws IOException {
        String text;
        try (var file = RightsMatrixTest.class.getResourceAsStream("/rights.txt")) {
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        String[] route = {};
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] words = line.strip().split("\\s+");
            if (words[0].equals("who")) PEOPLE.addAll(List.of(words).subList(1, words.length));
            else if (!line.startsWith(" ")) route = words;
            else {
                var wanted = new LinkedHashMap<String, String>();
                for (int i = 0; i < PEOPLE.size(); i++) wanted.put(PEOPLE.get(i), words[i + 1]);
                ROWS.add(new Row(route[0], route[1], words[0], wanted));
            }
        }
    }

    @Test
    void the_file_names_every_route_and_no_other() {
        var served = new TreeSet<String>();
        var mappings = house.server.bean(DispatcherServlet.class).getHandlerMappings();
        for (var mapping : mappings == null ? List.<HandlerMapping>of() : mappings)
            if (mapping instanceof RequestMappingHandlerMapping routes)
                routes.getHandlerMethods()
                        .forEach((info, method) -> {
                            if (!method.getBeanType().getName().startsWith("dev.sluice.")) return;
                            var verbs =
                                    info.getMethodsCondition().getMethods().stream()
                                            .map(RequestMethod::name)
                                            .toList();
                            for (String pattern : info.getPatternValues())
                                for (String path : spelled(pattern))
                                    for (String verb : verbs.isEmpty() ? List.of("ANY") : verbs)
                                        served.add(verb + " " + path);
                        });
        var written = new TreeSet<String>();
        ROWS.forEach(r -> written.add(r.method + " " + r.path));
        assertThat(written).isEqualTo(served);
    }

    /// `{verb:start|stop}` is two routes.
    private static List<String> spelled(String pattern) {
        int open = pattern.indexOf(":");
        if (open < 0) return List.of(pattern);
        int begin = pattern.lastIndexOf('{', open);
        int end = pattern.indexOf('}', open);
        return List.of(pattern.substring(open + 1, end).split("\\|")).stream()
                .map(c -> pattern.substring(0, begin) + c + pattern.substring(end + 1))
                .toList();
    }

    @Test
    void s06_everybody_is_answered_as_the_file_says() {
        var wrong = new ArrayList<String>();
        for (Row row : ROWS)
            row.wanted.forEach((who, wanted) -> {
                String got = calls.answer(KNOCKERS.get(who), who, row.method, row.path, row.place);
                if (!got.startsWith(wanted))
                    wrong.add(
                            "%s %s, %s, %s: wanted %s, was %s"
                                    .formatted(row.method, row.path, row.place, who, wanted, got));
            });
        assertThat(wrong).isEmpty();
        assertThat(ROWS.size()).isGreaterThan(150);
    }
}
