package dev.sluice.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Looks at a page in both themes and two widths: nothing may stick out or be cut off. A folder
/// given as `-Dshots=DIR` keeps each look as a picture.
final class Pictures {
    private static final List<Integer> WIDTHS = List.of(1280, 390);

    /// Elements that hide a part of what they hold, other than those that scroll or are for screen
    /// readers alone.
    private static final String CUT =
            """
            () => [...document.querySelectorAll("main *, header *")]
              .filter(e => !e.closest(".hidden, [title], svg, select, input, textarea"))
              .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
              .filter(e => ["hidden", "clip"].includes(getComputedStyle(e).overflowX))
              .map(e => e.tagName + "." + e.className + ": " + e.textContent.trim().slice(0, 60))
            """;

    private final @Nullable String folder = System.getProperty("shots");
    private final List<String> taken = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    List<String> taken() {
        return taken;
    }

    List<String> faults() {
        return faults;
    }

    Pictures of(Visitor visitor, String name) {
        Page page = visitor.page();
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK))
            for (int width : WIDTHS) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                page.setViewportSize(width, 800);
                String at = name + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width;
                sound(page, at);
                if (folder != null)
                    page.screenshot(
                            new Page.ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(Path.of(folder, at + ".png")));
            }
        page.setViewportSize(1280, 800);
        taken.add(name);
        return this;
    }

    private void sound(Page page, String at) {
        Object over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        if (((Number) over).intValue() > 0) faults.add(at + " scrolls sideways by " + over + " px");
        ((List<?>) page.evaluate(CUT)).forEach(e -> faults.add(at + " cuts off " + e));
    }
}
