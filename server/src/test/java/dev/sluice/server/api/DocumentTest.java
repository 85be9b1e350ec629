package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The document of the API against the server that gives it. That answers keep to it is held in
/// every test that has any ([Contract]).
class DocumentTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static RunningServer house;
    private static Contract contract;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
        contract = Contract.of(house.server.port());
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    @Test
    void every_route_is_in_the_document_and_no_other() {
        var served = new TreeSet<String>();
        var mappings = house.server.bean(DispatcherServlet.class).getHandlerMappings();
        for (var mapping : mappings == null ? List.<HandlerMapping>of() : mappings)
            if (mapping instanceof RequestMappingHandlerMapping routes)
                routes.getHandlerMethods()
                        .keySet()
                        .forEach(info ->
                                info.getPatternValues().stream()
                                        .filter(p -> p.startsWith("/api/"))
                                        .forEach(p ->
                                                info.getMethodsCondition()
                                                        .getMethods()
                                                        .forEach(m -> served.add(m + " " + p))));
        var told = new TreeSet<String>();
        contract.operations().forEach(o -> told.add(o.verb() + " " + o.path()));
        assertThat(told).isEqualTo(served).hasSizeGreaterThan(50);
    }

    @Test
    void every_operation_says_what_it_is_who_may_and_what_it_answers() {
        var ids = new HashSet<String>();
        for (Contract.Operation o : contract.operations()) {
            assertThat(ids.add(o.id())).as("a second " + o.id()).isTrue();
            assertThat(o.says().path("summary").asString()).as(o.id()).isNotBlank();
            assertThat(o.says().path("description").asString()).as(o.id()).contains("eeds ");
            JsonNode answers = o.says().path("responses");
            assertThat(answers.has("400")).as(o.id()).isTrue();
            boolean isPublic = o.says().path("security").isArray();
            assertThat(answers.has("401")).as(o.id()).isEqualTo(!isPublic);
            var gaps = new ArrayList<String>();
            o.says()
                    .path("parameters")
                    .forEach(p -> {
                        if (p.path("in").asString().equals("path"))
                            gaps.add(p.path("name").asString());
                    });
            for (String gap : gaps) assertThat(o.path()).contains("{" + gap + "}");
            assertThat(gaps)
                    .as(o.id())
                    .hasSize((int) o.path().chars().filter(c -> c == '{').count());
            o.says()
                    .path("responses")
                    .properties()
                    .forEach(r -> {
                        JsonNode content = r.getValue().path("content");
                        if (r.getKey().charAt(0) >= '4')
                            assertThat(content.has("application/problem+json")).as(o.id()).isTrue();
                    });
        }
        assertThat(
                        contract.operations().stream()
                                .filter(o -> o.says().path("security").isArray())
                                .map(Contract.Operation::id))
                .containsExactlyInAnyOrder("createToken", "readDocument");
    }

    @Test
    void every_schema_is_one_of_json_schema_2020_12() {
        var meta =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                com.networknt.schema.SchemaLocation.of(
                                        "https://json-schema.org/draft/2020-12/schema"));
        JsonNode schemas = contract.document.path("components").path("schemas");
        assertThat(schemas.size()).isGreaterThan(40);
        schemas.properties()
                .forEach(s -> assertThat(meta.validate(s.getValue())).as(s.getKey()).isEmpty());
        assertThat(contract.document.path("openapi").asString()).isEqualTo("3.1.0");
    }

    @Test
    void what_keeps_to_the_document_is_taken_and_what_does_not_is_told_where() {
        Caller root = house.root;
        Caller.Answer several =
                root.post("/projects", Map.of("name", "x", "environments", List.of(Map.of())));
        assertThat(several.status()).isEqualTo(400);
        for (var wrong :
                Map.of(
                                "{\"name\": 5, \"environments\": []}", "#/name",
                                "{\"name\": \"x\", \"environments\": {}}", "#/environments",
                                "{\"name\": \"x\", \"environment\": []}", "#/environment",
                                "{\"name\": null, \"environments\": []}", "#/name",
                                "{\"name\": \"x\", \"environments\": [{\"name\": \"a\", \"approvals\": \"1\"}]}",
                                        "#/environments/0/approvals",
                                "{\"name\": \"\\u0000\", \"environments\": []}", "#/name",
                                "[]", "#")
                        .entrySet()) {
            Caller.Answer answer = root.post("/projects", JSON.readTree(wrong.getKey()));
            assertThat(answer.status()).as(wrong.getKey()).isEqualTo(400);
            assertThat(answer.body().path("errors").get(0).path("pointer").asString())
                    .as(wrong.getKey())
                    .isEqualTo(wrong.getValue());
        }
        assertThat(
                        root.get("/projects?limit=0")
                                .body()
                                .path("errors")
                                .get(0)
                                .path("parameter")
                                .asString())
                .isEqualTo("limit");
        assertThat(root.get("/projects?state=open").status()).isEqualTo(400);
        assertThat(root.get("/projects?limit=1&limit=2").status()).isEqualTo(400);
        assertThat(root.get("/projects?cursor=abc").status()).isEqualTo(400);
        assertThat(root.get("/nowhere").body().path("type").asString())
                .isEqualTo("urn:sluice:problem:not-found");
    }
}
