package dev.sluice.server.openapi;

import dev.sluice.server.identity.Right;
import dev.sluice.server.web.Operation;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/// The document at its address. It is the same for everybody and tells what this page of the manual
/// tells, so it needs no account: gateways and generators read it without a token.
@RestController
final class OpenApi implements SmartInitializingSingleton {
    private final RequestMappingHandlerMapping routes;
    private String text = "";

    OpenApi(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
        this.routes = routes;
    }

    /// At the start: a route that can't be told never opens the port.
    @Override
    public void afterSingletonsInstantiated() {
        var ours = new HashMap<RequestMappingInfo, HandlerMethod>();
        routes.getHandlerMethods()
                .forEach((info, route) -> {
                    if (route.getBeanType().getName().startsWith("dev.sluice."))
                        ours.put(info, route);
                });
        text = JsonMapper.builder().build().writeValueAsString(new Document().of(ours));
    }

    @Right(Right.PUBLIC)
    @GetMapping(value = "/api/v1/openapi.json", produces = "application/json")
    @Operation(id = "readDocument", summary = "This document")
    byte[] read() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
