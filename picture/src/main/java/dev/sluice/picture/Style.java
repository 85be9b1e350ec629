package dev.sluice.picture;

import java.util.List;

/// How an SVG looks, in light and in dark.
final class Style {
    private static final List<String> HEADS =
            List.of(
                    "#2f5d8a", "#2f6b4f", "#7a4a8c", "#8a4b2f", "#2f6a73", "#8a2f55", "#5b6b2f",
                    "#4b4f8a");

    static final String TEXT = heads() + rules();

    private Style() {}

    static String colour(List<String> schemas, String schema) {
        return "s" + schemas.indexOf(schema) % HEADS.size();
    }

    private static String heads() {
        var text = new StringBuilder();
        for (int i = 0; i < HEADS.size(); i++)
            text.append(".s%d .head,.s%d.swatch{fill:%s}\n".formatted(i, i, HEADS.get(i)));
        return text.toString();
    }

    private static String rules() {
        return """
        text{font:12px ui-monospace,"SF Mono",Menlo,"DejaVu Sans Mono","Liberation Mono","Courier New",monospace;\
        fill:#1c2430;white-space:pre}
        .ground{fill:#fff}
        .body{fill:#fff;stroke:#b4bcc7}
        .view .body,.materialized_view .body{stroke-dasharray:5 3}
        .name{font-size:13px;fill:#dfe7ef}
        .own{font-weight:bold;fill:#fff}
        .kind{font-size:9.5px;fill:#e8eef4;text-anchor:end}
        .type,.note,.legend{fill:#566272}
        .key{font-size:9.5px;fill:#8a4b00}
        .must{fill:#3d4a5a}
        .may{fill:none;stroke:#8793a1}
        .line path{fill:none;stroke:#748192;stroke-width:1.2}
        .reads path,.inherits path{stroke-dasharray:4 3}
        .line .end{stroke-dasharray:none}
        .reads .end{fill:#748192}
        .inherits .end,.ring{fill:#fff}
        .ring{stroke:#748192;stroke-width:1.2}
        .line:hover path{stroke:#c2410c;stroke-width:2.2}
        @media (prefers-color-scheme:dark){
        text{fill:#e4e9ef}
        .ground{fill:#14181d}
        .body{fill:#1b2128;stroke:#4a5562}
        .type,.note,.legend{fill:#a3b1bf}
        .key{fill:#e6ad63}
        .must{fill:#c3ccd6}
        .may{stroke:#8b98a6}
        .line path,.ring{stroke:#8593a3}
        .reads .end{fill:#8593a3}
        .inherits .end,.ring{fill:#14181d}
        .line:hover path{stroke:#fb923c}
        }
        """;
    }
}
