package dev.sluice.server.openapi;

import static dev.sluice.server.openapi.Schemas.ordered;
import static dev.sluice.server.openapi.Schemas.ref;

import dev.sluice.server.identity.Right;
import dev.sluice.server.web.IfMatch;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Paging;
import dev.sluice.server.web.Problem;
import dev.sluice.server.web.ProblemBody;
import dev.sluice.server.web.ProblemKind;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/// Builds the document from the handler mapping. What a method shows is read off it: address,
/// values, body, answer; the rest says its [Operation].
final class Document {
    static final String PREFIX = "/api/v1/";

    /// What any request may meet.
    private static final Set<ProblemKind> ALWAYS =
            EnumSet.of(
                    ProblemKind.NOT_UNDERSTOOD,
                    ProblemKind.NOT_ACCEPTABLE,
                    ProblemKind.TOO_LARGE,
                    ProblemKind.HEADERS_TOO_LARGE,
                    ProblemKind.FAILED,
                    ProblemKind.BUSY);

    private final Schemas schemas = new Schemas();
    private final Map<String, Map<String, Object>> paths = new TreeMap<>();

    Map<String, Object> of(Map<RequestMappingInfo, HandlerMethod> routes) {
        routes.forEach((info, route) -> {
            for (String path : info.getPatternValues())
                if (path.startsWith(PREFIX))
                    for (RequestMethod verb : info.getMethodsCondition().getMethods())
                        paths.computeIfAbsent(path, _ -> new TreeMap<>())
                                .put(
                                        verb.name().toLowerCase(java.util.Locale.ROOT),
                                        one(path, verb, route.getMethod()));
        });
        schemas.of(Problem.class);
        return ordered(
                "openapi",
                "3.1.0",
                "info",
                ordered(
                        "title",
                        "Sluice",
                        "version",
                        "1",
                        "description",
                        "Change management for database schemas. How it is used: docs/api.md."),
                "servers",
                List.of(ordered("url", "/")),
                "security",
                List.of(ordered("token", List.of())),
                "paths",
                paths,
                "components",
                ordered(
                        "schemas",
                        schemas.components(),
                        "securitySchemes",
                        ordered(
                                "token",
                                ordered(
                                        "type",
                                        "http",
                                        "scheme",
                                        "bearer",
                                        "description",
                                        "A token, slc_…: POST /api/v1/tokens makes one."))));
    }

    private Map<String, Object> one(String path, RequestMethod verb, Method method) {
        Operation says = method.getAnnotation(Operation.class);
        Right right = method.getAnnotation(Right.class);
        if (says == null || right == null)
            throw new IllegalStateException(method + " is a route without @Operation or @Right");
        boolean isPublic = right.value().equals(Right.PUBLIC);
        Map<String, Object> operation =
                ordered(
                        "operationId",
                        says.id(),
                        "summary",
                        says.summary(),
                        "description",
                        isPublic
                                ? "Needs no token."
                                : "Needs the right and the scope `%s`.".formatted(right.value()));
        if (isPublic) operation.put("security", List.of());
        List<Map<String, Object>> parameters = parameters(path, verb, method, says);
        if (!parameters.isEmpty()) operation.put("parameters", parameters);
        boolean hasBody = false;
        for (Parameter p : method.getParameters())
            if (p.isAnnotationPresent(RequestBody.class)) {
                hasBody = true;
                operation.put("requestBody", body(p));
            }
        Map<String, Object> responses = answer(method, verb, says);
        Set<ProblemKind> kinds = problems(path, verb, says, isPublic, hasBody);
        responses.putAll(problemAnswers(kinds));
        operation.put("responses", responses);
        return operation;
    }

    private Map<String, Object> body(Parameter p) {
        return ordered(
                "required",
                Objects.requireNonNull(p.getAnnotation(RequestBody.class)).required(),
                "content",
                ordered("application/json", ordered("schema", schemas.of(p.getAnnotatedType()))));
    }

    private List<Map<String, Object>> parameters(
            String path, RequestMethod verb, Method method, Operation says) {
        var all = new ArrayList<Map<String, Object>>();
        for (Parameter p : method.getParameters()) {
            if (p.isAnnotationPresent(PathVariable.class))
                all.add(parameter("path", p.getName(), true, schemas.of(p.getType()), ""));
            RequestParam param = p.getAnnotation(RequestParam.class);
            if (param != null)
                all.add(
                        parameter(
                                "query",
                                p.getName(),
                                param.required()
                                        && param.defaultValue().equals(ValueConstants.DEFAULT_NONE),
                                schemas.of(p.getType()),
                                ""));
            if (p.getType() == Paging.class) {
                all.add(
                        parameter(
                                "query",
                                "limit",
                                false,
                                ordered(
                                        "type",
                                        "integer",
                                        "minimum",
                                        1,
                                        "maximum",
                                        Paging.MOST,
                                        "default",
                                        Paging.DEFAULT),
                                "How many at most."));
                all.add(
                        parameter(
                                "query",
                                "cursor",
                                false,
                                ordered("type", "string"),
                                "`next` of the answer before."));
            }
            if (p.getType() == IfMatch.class)
                all.add(
                        header(
                                "If-Match",
                                "The ETag that you saw; refused with 412 when it is another by now."));
        }
        if (says.tagged() && verb == RequestMethod.GET)
            all.add(header("If-None-Match", "The ETag that you have; 304 when it is still that."));
        if (takesKey(path, verb))
            all.add(
                    header(
                            "Idempotency-Key",
                            "1 to 255 letters of your choice: within 24 hours the same request with the same key is done once."));
        return all;
    }

    private static boolean takesKey(String path, RequestMethod verb) {
        return verb == RequestMethod.POST && !path.equals(PREFIX + "tokens");
    }

    private static Map<String, Object> header(String name, String words) {
        return parameter("header", name, false, ordered("type", "string"), words);
    }

    private static Map<String, Object> parameter(
            String in, String name, boolean required, Map<String, Object> schema, String words) {
        Map<String, Object> p =
                ordered("name", name, "in", in, "required", required, "schema", schema);
        if (!words.isEmpty()) p.put("description", words);
        return p;
    }

    private Map<String, Object> answer(Method method, RequestMethod verb, Operation says) {
        ResponseStatus status = method.getAnnotation(ResponseStatus.class);
        int code = status == null ? 200 : status.value().value();
        Map<String, Object> done = ordered("description", "Done.");
        var headers = new LinkedHashMap<String, Object>();
        if (says.tagged())
            headers.put(
                    "ETag",
                    ordered(
                            "description",
                            "The version of the resource.",
                            "schema",
                            ordered("type", "string")));
        if (!headers.isEmpty()) done.put("headers", headers);
        AnnotatedType type = method.getAnnotatedReturnType();
        if (method.getName().equals("export"))
            done.put(
                    "content",
                    ordered("application/x-ndjson", ordered("schema", ordered("type", "string"))));
        else if (type.getType() == String.class || type.getType() == byte[].class)
            done.put(
                    "content",
                    ordered("application/json", ordered("schema", ordered("type", "object"))));
        else if (type.getType() != void.class)
            done.put("content", ordered("application/json", ordered("schema", schemas.of(type))));
        Map<String, Object> responses = ordered(Integer.toString(code), done);
        if (says.tagged() && verb == RequestMethod.GET)
            responses.put("304", ordered("description", "You have it already."));
        return responses;
    }

    private static Set<ProblemKind> problems(
            String path, RequestMethod verb, Operation says, boolean isPublic, boolean hasBody) {
        var kinds = EnumSet.copyOf(ALWAYS);
        kinds.addAll(List.of(says.problems()));
        if (!isPublic) kinds.addAll(Set.of(ProblemKind.NOT_SIGNED_IN, ProblemKind.NOT_ALLOWED));
        if (path.contains("{")) kinds.add(ProblemKind.NOT_FOUND);
        if (verb != RequestMethod.GET) kinds.add(ProblemKind.WRONG_FORMAT);
        if (hasBody) kinds.add(ProblemKind.TOO_SLOW);
        if (says.tagged() && verb != RequestMethod.GET) kinds.add(ProblemKind.MOVED_ON);
        if (takesKey(path, verb))
            kinds.addAll(Set.of(ProblemKind.KEY_IN_USE, ProblemKind.KEY_USED_OTHERWISE));
        return kinds;
    }

    private static Map<String, Object> problemAnswers(Set<ProblemKind> kinds) {
        var byStatus =
                kinds.stream()
                        .collect(
                                Collectors.groupingBy(
                                        k -> Integer.toString(k.status()),
                                        TreeMap::new,
                                        Collectors.toList()));
        var answers = new LinkedHashMap<String, Object>();
        byStatus.forEach((status, of) ->
                answers.put(
                        status,
                        ordered(
                                "description",
                                of.stream()
                                        .map(k -> k.title() + " (`" + k.type() + "`)")
                                        .collect(Collectors.joining(", ")),
                                "content",
                                ordered(ProblemBody.TYPE, ordered("schema", ref("Problem"))))));
        return answers;
    }
}
