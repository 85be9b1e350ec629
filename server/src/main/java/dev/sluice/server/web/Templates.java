package dev.sluice.server.web;

import dev.sluice.server.identity.CurrentActor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/// jte as plain beans: a template is rendered whole before the first byte leaves, so that a failure
/// is an error page and never half a page.
@Configuration(proxyBeanMethods = false)
class Templates {
    @Bean
    ViewResolver jteViews(
            CurrentActor current, Rights rights, ObjectProvider<ResourceUrlProvider> resources) {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.sluice.jte");
        engine.setTrimControlStructures(true);
        return new JteViews(engine, current, rights, resources);
    }

    private record JteViews(
            TemplateEngine engine,
            CurrentActor current,
            Rights rights,
            ObjectProvider<ResourceUrlProvider> resources)
            implements ViewResolver, Ordered {
        @Override
        public int getOrder() {
            return 0;
        }

        @Override
        public @Nullable View resolveViewName(String name, Locale locale) {
            return engine.hasTemplate(name + ".jte") ? new JteView(name + ".jte", this) : null;
        }

        Page page(Map<String, ?> model, HttpServletRequest request) {
            var csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
            return new Page(
                    current.find()
                            .map(a ->
                                    new Page.Viewer(
                                            a.name(),
                                            rights.isAdministrator(a),
                                            rights.hasEverywhere(a, Right.AUDIT)))
                            .orElse(null),
                    csrf == null ? "_csrf" : csrf.getParameterName(),
                    csrf == null ? "" : csrf.getToken(),
                    request.getRequestURI(),
                    (String) model.get("notice"),
                    (String) model.get("problem"),
                    asset("/static/app.css"),
                    asset("/static/app.js"));
        }

        private String asset(String path) {
            String hashed = resources.getObject().getForLookupPath(path);
            return hashed == null ? path : hashed;
        }
    }

    private record JteView(String name, JteViews views) implements View {
        @Override
        public String getContentType() {
            return "text/html;charset=UTF-8";
        }

        @Override
        public void render(
                @Nullable Map<String, ?> model,
                HttpServletRequest request,
                HttpServletResponse response)
                throws Exception {
            var values =
                    new HashMap<String, @Nullable Object>(
                            Objects.requireNonNullElse(model, Map.of()));
            values.put("page", views.page(Objects.requireNonNullElse(model, Map.of()), request));
            var out = new StringOutput();
            views.engine.render(name, values, out);
            byte[] bytes = Visible.text(out.toString()).getBytes(StandardCharsets.UTF_8);
            response.setContentType(getContentType());
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
