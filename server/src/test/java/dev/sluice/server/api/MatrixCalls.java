package dev.sluice.server.api;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a route is called so that whoever may is served: its address filled in, a body that is
/// lawful, and what has to stand before.
final class MatrixCalls {
    private final RunningServer house;
    private final Shop own;
    private final Shop foreign;
    private final Folder next;
    private final long crew;
    private final long victim;
    private final long service;
    private final Map<String, Long> known = new HashMap<>();
    private final Map<Shop, Long> projects;
    private final String digest;
    private int count;

    MatrixCalls(RunningServer house, Shop own, Shop foreign, Folder next) {
        this.house = house;
        this.own = own;
        this.foreign = foreign;
        this.next = next;
        this.projects = Map.of(own, own.projectId(), foreign, foreign.projectId());
        this.digest = Shop.digest(own.change(2));
        this.victim = house.person("victim", false);
        house.root.done("/service-accounts", Map.of("login", "bot"));
        this.service = id("select id from sluice_server.person where login = 'bot'");
        this.crew = house.root.done("/groups", Map.of("name", "crew")).path("id").asLong();
        house.root.done("/groups/crew/members", Map.of("login", "victim"));
        house.caller("victim", Map.of());
    }

    /// `ok`, `in` where it leads to the sign-in, or the status with what was said.
    String answer(Knocker by, String who, String method, String path, String place) {
        Shop shop = place.equals("foreign") ? foreign : own;
        String environment = place.equals("other") ? "production" : "staging";
        prepare(path, shop, environment);
        boolean undo = method.equals("POST") && path.endsWith("/undo");
        if (undo) first(shop, "approved");
        String address = address(path, shop, environment, who, place);
        count++;
        HttpResponse<String> answer =
                switch (method) {
                    case "GET", "ANY" -> by.get(address);
                    default ->
                            path.startsWith("/api/")
                                    ? by.json(
                                            method,
                                            address,
                                            known(method, path, body(path, shop, environment, who)))
                                    : path.equals("/changes/new/folder")
                                            ? by.upload(address, fields(path, shop, environment))
                                            : by.form(address, fields(path, shop, environment));
                };
        if (undo) first(shop, "done");
        String location = answer.headers().firstValue("Location").orElse("");
        if (location.endsWith("/signin")) return "in";
        return answer.statusCode() < 400
                ? "ok"
                : answer.statusCode()
                        + " "
                        + answer.body().substring(0, Math.min(120, answer.body().length()));
    }

    private void prepare(String path, Shop shop, String environment) {
        if (path.matches(".*/(approve|send-back|close|check|labels|comment)$"))
            own2(
                    "update sluice_server.change set state = 'in_review', reason = null where number = 2 and project_id = ");
        if (path.endsWith("/members/remove") && path.contains("{project}"))
            house.root.done(shop.path("/members"), member(environment));
        if (path.endsWith("/grants/{id}/revoke") || path.endsWith("/settings/revoke"))
            house.root.done(shop.path("/members"), member(environment));
        if (path.equals("/people/tokens/{id}/revoke"))
            house.stranger()
                    .done(
                            "/tokens",
                            Map.of(
                                    "login", "root",
                                    "password", RunningServer.password("root"),
                                    "account", "bot"));
    }

    /// The change that is rolled out, as if it were not: its undo is refused, and stays to be asked
    /// for.
    private void first(Shop shop, String state) {
        house.metadata.execute(
                "update sluice_server.change set state = '%s' where number = 1 and project_id = %d"
                        .formatted(state, project(shop)));
    }

    private void own2(String sql) {
        house.metadata.execute(sql + project(own));
    }

    private static Map<String, Object> member(String environment) {
        return Map.of("login", "victim", "roles", List.of("viewer"), "environment", environment);
    }

    private long id(String sql) {
        return Shop.count(house.metadata, sql);
    }

    /// What stays through the test.
    private long fixed(String sql) {
        return known.computeIfAbsent(sql, this::id);
    }

    private long grant(Shop shop, String environment) {
        return id(
                "select coalesce(max(g.id), 0) from sluice_server.role_grant g join sluice_server.environment e on e.id = g.environment_id"
                        + " where g.person_id = %d and g.project_id = %d and e.name = '%s'"
                                .formatted(victim, project(shop), environment));
    }

    private String address(String path, Shop shop, String environment, String who, String place) {
        boolean api = path.startsWith("/api/");
        String filled =
                path.replace("{project}", api ? shop.name : Long.toString(project(shop)))
                        .replace("{environment}", environment)
                        .replace("{database}", environment)
                        .replace("{group}", "crew")
                        .replace("{key}", "0000")
                        .replace("{freeze}", path.contains("{freeze}") ? freeze(shop) : "")
                        .replace("{number}", number(path, shop))
                        .replace("{run}", path.contains("{run}") ? Long.toString(run(shop)) : "")
                        .replace(
                                "{id}",
                                path.contains("{id}")
                                        ? Long.toString(
                                                subject(path, shop, environment, who, place))
                                        : "");
        if (path.endsWith("/c/{number}/events")) return filled + "?seconds=0";
        if (!path.endsWith("/diff")) return filled;
        long entry =
                fixed(
                        "select min(h.id) from sluice_server.history h join sluice_server.managed_database d on d.id = h.database_id"
                                + " where d.name = '%s' and d.project_id = %d"
                                        .formatted(environment, project(shop)));
        return filled + "?from=%d&to=%d".formatted(entry, entry);
    }

    /// The open change for what is decided on it, the one that is done for what is read and rolled
    /// out.
    private String number(String path, Shop shop) {
        boolean open =
                path.matches(".*/(approve|send-back|close|check|labels|comment)$") && shop == own;
        return open ? "2" : "1";
    }

    private long run(Shop shop) {
        return fixed(
                "select min(r.id) from sluice_server.run r join sluice_server.stage s on s.id = r.stage_id"
                        + " join sluice_server.rollout o on o.id = s.rollout_id join sluice_server.change c on c.id = o.change_id"
                        + " where c.project_id = "
                        + project(shop));
    }

    private long subject(String path, Shop shop, String environment, String who, String place) {
        if (path.startsWith("/p/"))
            return fixed(
                    "select id from sluice_server.managed_database where name = '%s' and project_id = %d"
                            .formatted(environment, project(shop)));
        if (path.contains("/grants/{id}")) return grant(shop, environment);
        if (path.startsWith("/groups/")) return crew;
        if (path.equals("/people/{id}/tokens")) return service;
        if (path.equals("/people/tokens/{id}/revoke"))
            return id("select max(id) from sluice_server.token where person_id = " + service);
        if (path.equals("/tokens/{id}/revoke"))
            return id(
                    "select coalesce(max(t.id), 0) from sluice_server.token t join sluice_server.person p on p.id = t.person_id where p.login = '%s'"
                            .formatted(place.equals("foreign") ? "victim" : who));
        return victim;
    }

    /// What the document says that the route takes.
    private Map<String, Object> known(String method, String path, Map<String, Object> body) {
        Contract contract = Contract.of(house.server.port());
        String name =
                contract.operation(method, path)
                        .map(Contract.Operation::body)
                        .map(b -> b.has("anyOf") ? b.path("anyOf").get(0) : b)
                        .map(b -> b.path("$ref").asString("").replaceFirst(".*/", ""))
                        .orElse("");
        var properties =
                contract.document.path("components").path("schemas").path(name).path("properties");
        var taken = new HashMap<>(body);
        taken.keySet().removeIf(k -> !properties.has(k));
        return taken;
    }

    private Map<String, Object> body(String path, Shop shop, String environment, String who) {
        var body = new HashMap<String, Object>();
        if (path.endsWith("/policy")) return Map.of("rules", List.of());
        if (path.endsWith("/windows")) return Map.of("windows", List.of());
        if (path.endsWith("/rollout")) return Map.of("parallel", 1);
        if (path.endsWith("/backup")) return Map.of("policy", "none");
        if (path.endsWith("/sign-in")) return Map.of("stepUp", false, "requireTotp", false);
        if (path.endsWith("/freezes")) return Map.copyOf(holiday());
        if (path.endsWith("/break-glass"))
            return Map.of("environment", environment, "digest", digest, "reason", "because");
        if (path.endsWith("/break-glass/confirm")) return Map.of("environment", environment);
        if (path.contains("/members")) {
            body.putAll(member(environment));
            return body;
        }
        body.put("environment", environment);
        body.put("acceptDataLoss", true);
        if (path.equals("/api/v1/tokens")) {
            body.put("login", "root");
            body.put("password", RunningServer.password("root"));
            return body;
        }
        if (path.endsWith("/api/v1/projects")) {
            body.put(
                    "environments",
                    List.of(
                            Map.of(
                                    "name",
                                    "only",
                                    "approvals",
                                    1,
                                    "automatic",
                                    false,
                                    "soakSeconds",
                                    0)));
        }
        if (path.endsWith("/grants")) {
            body.put("project", shop.name);
            body.put("role", "viewer");
        }
        body.put("login", path.endsWith("/service-accounts") ? "bot-" + count : "victim");
        body.put("name", "made-" + count);
        body.put("reason", path.endsWith("/undo") ? "" : "because");
        body.put("labels", List.of("one"));
        body.put("digest", digest);
        body.put("ref", "next");
        body.put("commit", "c0ffee");
        body.put("files", next.files());
        body.put("host", "127.0.0.1");
        body.put("port", 1);
        body.put("database", "x");
        body.put("username", "x");
        body.put("credential", "x");
        if (path.endsWith("/drift/adopt")) body.keySet().retainAll(List.of("reason"));
        return body;
    }

    /// A freeze of the far future, made anew: it can be ended once.
    private String freeze(Shop shop) {
        house.root.done(shop.path("/freezes"), holiday());
        return Long.toString(
                id(
                        "select max(id) from sluice_server.rollout_freeze where project_id = "
                                + project(shop)));
    }

    private static Map<String, String> holiday() {
        return Map.of(
                "from", "2099-12-24T18:00", "to", "2099-12-26T08:00", "zone", "UTC", "reason", "x");
    }

    private long project(Shop shop) {
        return projects.getOrDefault(shop, 0L);
    }

    private Map<String, String> fields(String path, Shop shop, String environment) {
        var fields = new HashMap<String, String>();
        fields.put("project", Long.toString(project(shop)));
        fields.put("environment", environment);
        fields.put("approvals", "1");
        fields.put("start", "manual");
        fields.put("login", "made-" + count);
        fields.put("name", "made-" + count);
        fields.put("password", "correct horse battery staple");
        fields.put("word", "not the word");
        fields.put("closed", "false");
        fields.put("member", "true");
        fields.put("person", Long.toString(victim));
        fields.put("role", "viewer");
        fields.put("place", Long.toString(project(shop)));
        fields.put("who", "victim");
        fields.put(
                "grant",
                Long.toString(path.endsWith("/settings/revoke") ? grant(shop, environment) : 0));
        fields.put("rules", "{\"rules\": []}");
        fields.put("scopes", "read");
        fields.put("digest", digest);
        fields.put("reason", path.endsWith("/undo") ? "" : "because");
        fields.put("text", "hello");
        fields.put("labels", "one two");
        fields.put("fingerprint", "x");
        fields.put("title", "made");
        fields.put("ref", "made");
        fields.put("sql", "");
        if (path.contains("/windows/"))
            fields.putAll(Map.of("day", "sat", "start", "22:00", "end", "23:00", "zone", "UTC"));
        if (path.endsWith("/freezes")) fields.putAll(holiday());
        fields.put("window", "none");
        fields.put("policy", "none");
        fields.put("holds", "true");
        fields.put("code", "000000");
        fields.put("back", "/");
        fields.put("host", "127.0.0.1");
        fields.put("port", "1");
        fields.put("databaseName", "x");
        fields.put("username", "x");
        return fields;
    }
}
