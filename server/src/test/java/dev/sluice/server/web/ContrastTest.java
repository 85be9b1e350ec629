package dev.sluice.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContrastTest {
    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+): #([0-9A-F]{6});");

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void text_reaches_4_5_and_the_edge_of_a_control_3(String theme) throws Exception {
        Map<String, String> colours = colours(theme);
        for (String ground : List.of("bg", "subtle", "raised")) {
            for (String text : List.of("text", "muted", "accent", "ok", "warn", "bad", "review")) {
                assertThat(contrast(colours, text, ground))
                        .as(text + " on " + ground)
                        .isGreaterThanOrEqualTo(4.5);
            }
            assertThat(contrast(colours, "control", ground))
                    .as("control on " + ground)
                    .isGreaterThanOrEqualTo(3.0);
        }
        for (String pair :
                List.of(
                        "on-accent/accent",
                        "add-text/ok-bg",
                        "del-text/bad-bg",
                        "ok/ok-bg",
                        "bad/bad-bg",
                        "warn/warn-bg",
                        "accent/info-bg",
                        "review/review-bg",
                        "text/warn-bg",
                        "text/bad-bg",
                        "text/ok-bg",
                        "muted/warn-bg")) {
            String[] both = pair.split("/", 2);
            assertThat(contrast(colours, both[0], both[1])).as(pair).isGreaterThanOrEqualTo(4.5);
        }
    }

    private static Map<String, String> colours(String theme) throws Exception {
        String css;
        try (var in =
                Objects.requireNonNull(ContrastTest.class.getResourceAsStream("/static/app.css"))) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int dark = css.indexOf("prefers-color-scheme: dark");
        String part = theme.equals("dark") ? css.substring(dark) : css.substring(0, dark);
        var colours = new HashMap<String, String>();
        for (Matcher m = TOKEN.matcher(part); m.find(); ) {
            colours.putIfAbsent(m.group(1), m.group(2));
        }
        return colours;
    }

    private static double contrast(Map<String, String> colours, String one, String other) {
        double a = luminance(Objects.requireNonNull(colours.get(one), one));
        double b = luminance(Objects.requireNonNull(colours.get(other), other));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        return 0.2126 * channel(hex, 0) + 0.7152 * channel(hex, 2) + 0.0722 * channel(hex, 4);
    }

    private static double channel(String hex, int at) {
        double c = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
