package dev.sluice.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostileNamesTest {
    private static final String HOSTILE =
            "\"><img src=x onerror=alert(1)>'\u202E\u0007\u001B[31m{{7*7}}`${x}</script>";

    @Test
    void s01_a_hostile_name_is_text_on_every_page() throws Exception {
        var pages = PageFixtures.of(HOSTILE);
        assertThat(pages).hasSizeGreaterThan(8);
        for (var page : pages.entrySet()) {
            String html = rendered(page.getKey(), page.getValue());
            assertThat(html)
                    .as(page.getKey())
                    .doesNotContain("<img src=x", "\u202E", "\u0007", "\u001B", "'\">")
                    .contains("\\u202E");
        }
    }

    @Test
    void s10_no_page_needs_a_script_or_a_style_of_its_own() throws Exception {
        Path shown = Files.createDirectories(Path.of("target/pages"));
        for (var page : PageFixtures.of("accounts").entrySet()) {
            String html = rendered(page.getKey(), page.getValue());
            assertThat(html)
                    .as(page.getKey())
                    .doesNotContain("<style", " style=", "<script>", " onclick", "javascript:");
            Files.writeString(
                    shown.resolve(page.getKey().replace('/', '-') + ".html"),
                    html,
                    StandardCharsets.UTF_8);
        }
    }

    private static String rendered(String template, Map<String, Object> model) {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.sluice.jte");
        var values = new HashMap<>(model);
        values.put(
                "page",
                new Page(
                        new Page.Viewer("Ada Lovelace", true, true),
                        "_csrf",
                        "t",
                        "/",
                        null,
                        null,
                        "/static/app.css",
                        "/static/app.js"));
        var out = new StringOutput();
        engine.render(template + ".jte", values, out);
        return Visible.text(out.toString());
    }
}
