package dev.sluice.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A server with an empty record, and a real Chromium.
final class ConsoleHouse implements AutoCloseable {
    private final TestDatabase metadata = TestPostgres.database();
    private final List<TestDatabase> targets = new ArrayList<>();
    private final Path home;
    private final SluiceServer server;
    private final Playwright playwright;
    private final Browser browser;

    /// What a browser complained about: the content policy, a dialog that a name opened.
    private final List<String> complaints = new ArrayList<>();

    ConsoleHouse() throws IOException {
        home = Files.createTempDirectory("sluice-console-");
        server = SluiceServer.start(new UpOptions(false, "127.0.0.1", 0, home, metadata.url()));
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-dev-shm-usage")));
    }

    private static Path chromium() {
        return Stream.of(
                        System.getenv("SLUICE_CHROMIUM"),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no Chromium: apt-get install chromium, or set SLUICE_CHROMIUM"));
    }

    <T> T bean(Class<T> type) {
        return server.bean(type);
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    List<String> complaints() {
        return complaints;
    }

    Path home() {
        return home;
    }

    long person(String login, String name, boolean administrator) {
        return server.bean(People.class)
                .create(Actor.SYSTEM, login, name, password(login), administrator);
    }

    static String password(String login) {
        return "correct horse " + new StringBuilder(login).reverse() + " staple";
    }

    TestDatabase database() {
        TestDatabase made = TestPostgres.database();
        targets.add(made);
        return made;
    }

    /// A browser of its own, as this person, on the sign-in page.
    Visitor visitor(String login, Scripts scripts) {
        return new Visitor(this, browser, login, scripts);
    }

    @Override
    public void close() throws IOException {
        browser.close();
        playwright.close();
        server.close();
        metadata.close();
        targets.forEach(TestDatabase::close);
        try (Stream<Path> all = Files.walk(home)) {
            all.sorted(Comparator.reverseOrder()).forEach(ConsoleHouse::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
