package dev.sluice.server.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.CurrentActor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Projects;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every route of ours declares its [Right]: a server with one that does not never opens its port,
/// and each request is held against it before the controller runs.
@Configuration(proxyBeanMethods = false)
class RouteRights implements WebMvcConfigurer {
    static final String OURS = "dev.sluice.";

    private final CurrentActor current;
    private final Rights rights;
    private final Projects projects;

    RouteRights(CurrentActor current, Rights rights, Projects projects) {
        this.current = current;
        this.rights = rights;
        this.projects = projects;
    }

    @Bean
    static SmartInitializingSingleton everyRouteDeclaresARight(
            Map<String, RequestMappingHandlerMapping> mappings) {
        return () ->
                check(
                        mappings.values().stream()
                                .flatMap(m -> m.getHandlerMethods().values().stream())
                                .toList());
    }

    /// Sees no route at all? Then it looked in the wrong place, which must not pass for well
    /// guarded.
    static void check(List<HandlerMethod> routes) {
        List<HandlerMethod> ours =
                routes.stream().filter(r -> r.getBeanType().getName().startsWith(OURS)).toList();
        List<String> bare =
                ours.stream()
                        .filter(r ->
                                !AnnotatedElementUtils.hasAnnotation(r.getMethod(), Right.class))
                        .map(HandlerMethod::getShortLogMessage)
                        .toList();
        if (ours.isEmpty() || !bare.isEmpty()) {
            throw new IllegalStateException("routes without @Right: " + bare);
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Guard());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ActorArgument());
    }

    private final class Guard implements HandlerInterceptor {
        @Override
        public boolean preHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (!(handler instanceof HandlerMethod route)
                    || !route.getBeanType().getName().startsWith(OURS)) {
                return true;
            }
            Right right =
                    AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), Right.class);
            if (right == null) {
                throw new IllegalStateException(
                        "a route without @Right: " + route.getShortLogMessage());
            }
            if (!right.value().equals(Right.PUBLIC)) {
                guard(signedIn(), right.value(), project(request), Errors.isApi(request));
            }
            return true;
        }
    }

    /// A route of a project is held against that project; what belongs to none is ruled, and its
    /// trail read, by who may everywhere.
    private void guard(Actor actor, String right, @Nullable String project, boolean named) {
        if (project != null) {
            guardProject(actor, right, project, named ? projects.idOf(project) : number(project));
        } else if (right.equals(Right.ADMIN) || right.equals(Right.AUDIT)) {
            rights.needEverywhere(actor, right);
        } else {
            rights.need(actor, right);
        }
    }

    private void guardProject(Actor actor, String right, String project, OptionalLong id) {
        if (id.isEmpty() || !rights.sees(actor, id.getAsLong())) {
            rights.need(actor, Right.READ);
            throw new NotFound("There is no project \"%s\" that you can see.".formatted(project));
        }
        rights.needSomewhere(actor, right, id.getAsLong());
    }

    private static OptionalLong number(String project) {
        try {
            return OptionalLong.of(Long.parseLong(project));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /// A project in the address: its name in the API, its number on the pages.
    private static @Nullable String project(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                                instanceof Map<?, ?> variables
                        && variables.get("project") instanceof String project
                ? project
                : null;
    }

    private Actor signedIn() {
        return current.find().orElseThrow(() -> new AccessDeniedException("not signed in"));
    }

    private final class ActorArgument implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType().equals(Actor.class);
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return signedIn();
        }
    }
}
