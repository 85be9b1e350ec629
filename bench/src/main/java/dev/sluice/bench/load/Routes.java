package dev.sluice.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Every list of the API, as the server's own document names them, and the pages of the console.
final class Routes {
    private static final String PREFIX = "/api/v1";

    private final Known known;
    private final List<Route> all = new ArrayList<>();

    private Routes(Known known) {
        this.known = known;
    }

    static List<Route> of(JsonNode document, Known known) {
        var routes = new Routes(known);
        document.path("paths")
                .properties()
                .forEach(path -> routes.api(path.getKey(), path.getValue().path("get"), document));
        routes.pages();
        return routes.all;
    }

    private void api(String path, JsonNode get, JsonNode document) {
        if (path.endsWith("/changes/{number}")) list(path, "", false);
        String schema = get.at("/responses/200/content/application~1json/schema/$ref").asString("");
        if (schema.isEmpty()
                || !document.at(schema.substring(1)).at("/properties/items").isObject()) return;
        list(path, "", true);
        for (JsonNode parameter : get.path("parameters")) {
            if (!parameter.path("in").asString().equals("query")) continue;
            String name = parameter.path("name").asString();
            if (!name.equals("cursor")) list(path, name, true);
        }
    }

    private void list(String path, String filter, boolean list) {
        String name = path + (filter.isEmpty() ? "" : "?" + filter);
        all.add(
                new Route(
                        "API " + name,
                        list,
                        random ->
                                filled(path.startsWith(PREFIX) ? path : PREFIX + path, random)
                                        + (filter.isEmpty()
                                                ? ""
                                                : "?"
                                                        + filter
                                                        + "="
                                                        + Client.encoded(value(filter, random)))));
    }

    private String filled(String path, Random random) {
        Known.Run run = Known.any(known.runs(), random);
        int change = path.contains("{run}") ? run.change() : Known.any(changes(), random);
        String filled =
                path.replace("{project}", Stock.PROJECT)
                        .replace("{number}", "" + change)
                        .replace("{run}", "" + run.id())
                        .replace("{database}", Known.any(known.databases(), random).name());
        if (filled.contains("{")) throw new IllegalStateException("what is a value of " + path);
        return filled;
    }

    private List<Integer> changes() {
        var changes = new ArrayList<>(known.done());
        changes.addAll(known.halfWay());
        changes.addAll(known.inReview());
        return changes;
    }

    private String value(String filter, Random random) {
        return switch (filter) {
            case "limit" -> "200";
            case "state" -> Known.any(List.of("done", "rolling_out", "in_review"), random);
            case "author" -> "Ada";
            case "label" -> Stock.LABEL;
            case "environment" -> Known.any(List.of("dev", "staging", "production"), random);
            case "database" -> Known.any(known.databases(), random).name();
            case "since" -> "2026-01-01T00:00:00Z";
            case "after" -> "10";
            case "login" -> "other1";
            case "project" -> Stock.PROJECT;
            default -> throw new IllegalStateException("what is a value of " + filter);
        };
    }

    private void pages() {
        for (String show : List.of("open", "mine", "done", "all"))
            page("/changes?show=" + show, _ -> "/changes?show=" + show);
        page("change done", r -> change(known.done(), r));
        page("change half-way", r -> change(known.halfWay(), r));
        page("change in review", r -> change(known.inReview(), r));
        for (String tab : List.of("sql", "checks", "activity"))
            page("change " + tab, r -> change(known.done(), r) + "/" + tab);
        page(
                "run",
                r -> {
                    Known.Run run = Known.any(known.runs(), r);
                    return "/p/1/c/" + run.change() + "/r/" + run.id();
                });
        for (String tab : List.of("", "/history", "/drift"))
            page("database" + tab, r -> "/p/1/d/" + Known.any(known.databases(), r).id() + tab);
        for (String path :
                List.of(
                        "/databases",
                        "/audit",
                        "/audit?before=5000",
                        "/p/1/audit",
                        "/people",
                        "/p/1/settings",
                        "/p/1/windows",
                        "/p/1/sign-in",
                        "/tokens",
                        "/account",
                        "/changes/new")) page(path, _ -> path);
    }

    private static String change(List<Integer> of, Random random) {
        return "/p/1/c/" + Known.any(of, random);
    }

    private void page(String name, Function<Random, String> address) {
        all.add(new Route("page " + name, false, address));
    }
}
