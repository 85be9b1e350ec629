package dev.sluice.server.approvals;

import dev.sluice.plan.HazardKind;
import dev.sluice.server.identity.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Rules as a person writes them. What is not understood is refused with its place,
/// `rules[0].steps[1].people`: a condition that was misspelt would hold always.
final class PolicyJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PolicyJson() {}

    static Policy read(String text) {
        try {
            return policy(JSON.readTree(text));
        } catch (JacksonException e) {
            throw new Refusal("The rules are not JSON: " + e.getOriginalMessage() + ".");
        }
    }

    private static Policy policy(@Nullable JsonNode json) {
        if (json == null || !json.isObject())
            throw new Refusal("A policy is an object with the field rules.");
        known(json, "", Set.of("rules"));
        return new Policy(list(json, "rules", "rules", PolicyJson::rule));
    }

    private static Policy.Rule rule(Place at) {
        known(at.json, at.path + ".", Set.of("hazards", "labels", "steps"));
        if (!at.json.has("steps"))
            throw new Refusal(
                    at.path
                            + ".steps: is missing. An empty list means that nobody has to approve.");
        return new Policy.Rule(
                list(at.json, "hazards", at.path + ".hazards", PolicyJson::hazard),
                list(at.json, "labels", at.path + ".labels", PolicyJson::text),
                list(at.json, "steps", at.path + ".steps", PolicyJson::step));
    }

    private static Policy.Step step(Place at) {
        known(at.json, at.path + ".", Set.of("people", "group", "role"));
        JsonNode people = at.json.path("people");
        if (!people.isInt() || people.asInt() < 1)
            throw Refusal.at(at.path + ".people", "has to be a number from 1 on.");
        if (at.json.has("group") && at.json.has("role"))
            throw Refusal.at(at.path, "names group and role. Name one, or neither.");
        return new Policy.Step(people.asInt(), optional(at, "group"), optional(at, "role"));
    }

    private static @Nullable String optional(Place at, String field) {
        return at.json.has(field)
                ? text(new Place(at.json.path(field), at.path + "." + field))
                : null;
    }

    private static HazardKind hazard(Place at) {
        String wanted = text(at).replace('_', ' ');
        return Arrays.stream(HazardKind.values())
                .filter(k -> k.words().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.at(
                                at.path,
                                "there is no hazard \"%s\". Hazards are %s."
                                        .formatted(
                                                wanted,
                                                Arrays.stream(HazardKind.values())
                                                        .map(HazardKind::words)
                                                        .collect(Collectors.joining(", ")))));
    }

    private static String text(Place at) {
        if (!at.json.isString() || at.json.asString().isBlank())
            throw Refusal.at(at.path, "has to be a text.");
        return at.json.asString();
    }

    private static <T> List<T> list(
            JsonNode json, String field, String path, Function<Place, T> item) {
        JsonNode list = json.path(field);
        if (list.isMissingNode()) return List.of();
        if (!list.isArray()) throw Refusal.at(path, "has to be a list.");
        if (list.size() > 50) throw Refusal.at(path, "has more than 50 items.");
        var items = new ArrayList<T>();
        for (JsonNode one : list)
            items.add(item.apply(new Place(one, path + "[" + items.size() + "]")));
        return items;
    }

    private static void known(JsonNode json, String path, Set<String> fields) {
        if (!json.isObject()) throw new Refusal(path + " has to be an object.");
        for (String field : json.propertyNames())
            if (!fields.contains(field))
                throw new Refusal(
                        "%s%s: is not known here. Fields are %s."
                                .formatted(
                                        path,
                                        field,
                                        String.join(", ", fields.stream().sorted().toList())));
    }

    private record Place(JsonNode json, String path) {}

    static Map<String, Object> write(Policy policy) {
        return Map.of("rules", policy.rules().stream().map(PolicyJson::write).toList());
    }

    static String text(Policy policy) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(write(policy));
    }

    private static Map<String, Object> write(Policy.Rule rule) {
        var json = new LinkedHashMap<String, Object>();
        if (!rule.hazards().isEmpty())
            json.put("hazards", rule.hazards().stream().map(HazardKind::words).toList());
        if (!rule.labels().isEmpty()) json.put("labels", rule.labels());
        json.put("steps", rule.steps().stream().map(PolicyJson::write).toList());
        return json;
    }

    private static Map<String, Object> write(Policy.Step step) {
        var json = new LinkedHashMap<String, Object>();
        json.put("people", step.people());
        if (step.group() != null) json.put("group", step.group());
        if (step.role() != null) json.put("role", step.role());
        return json;
    }
}
