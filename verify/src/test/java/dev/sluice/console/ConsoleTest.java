package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.databases.Credential;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.NewDatabase;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import dev.sluice.server.projects.NewEnvironment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The flow by clicking, in a real Chromium. `-Dshots=DIR` keeps a picture of each page in both
/// themes and two widths.
class ConsoleTest {
    private static final String PASSWORD = "correct horse battery";
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static TestDatabase metadata;
    private static TestDatabase staging;
    private static TestDatabase production;
    private static SluiceServer server;
    private static Playwright playwright;
    private static Browser browser;
    private static Project shop;

    @TempDir static Path work;

    private final List<String> violations = new ArrayList<>();

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM),
                "Chromium is not installed: apt-get install chromium");
        metadata = TestPostgres.database();
        staging = TestPostgres.database();
        production = TestPostgres.database();
        server =
                SluiceServer.start(
                        UpOptions.parse(
                                "--port",
                                "0",
                                "--data",
                                work.toString(),
                                "--database",
                                metadata.url()));
        prepare();
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(CHROMIUM)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-dev-shm-usage")));
    }

    private static void prepare() {
        People people = server.bean(People.class);
        people.create(Actor.SYSTEM, "ada", "Ada Lovelace", PASSWORD, true);
        long ben = people.create(Actor.SYSTEM, "ben", "Ben Okri", PASSWORD, false);
        shop =
                server.bean(Projects.class)
                        .create(
                                Actor.SYSTEM,
                                "shop",
                                List.of(
                                        new NewEnvironment("staging", 1, true, 0),
                                        new NewEnvironment("production", 1, false, 0)));
        people.addMember(Actor.SYSTEM, shop.id(), ben);
        register("staging", "shop-staging", staging);
        register("production", "shop-production", production);
    }

    private static void register(String environment, String name, TestDatabase database) {
        URI url = URI.create(database.url().substring("jdbc:".length()));
        Map<String, String> query = new java.util.HashMap<>();
        for (String pair : String.valueOf(url.getQuery()).split("&")) {
            String[] kv = pair.split("=", 2);
            query.put(kv[0], kv.length > 1 ? kv[1] : "");
        }
        server.bean(Databases.class)
                .register(
                        Actor.SYSTEM,
                        shop,
                        new NewDatabase(
                                environment,
                                name,
                                url.getHost(),
                                url.getPort(),
                                database.name(),
                                query.getOrDefault("user", "postgres"),
                                new Credential.Given(query.getOrDefault("password", "")),
                                "disable"));
    }

    @AfterAll
    static void stop() {
        if (server == null) {
            return;
        }
        if (browser != null) {
            browser.close();
            playwright.close();
        }
        server.close();
        metadata.close();
        staging.close();
        production.close();
    }

    @Test
    void a_change_goes_from_the_folder_through_review_to_production_by_clicking() throws Exception {
        Path folder = folder();
        try (BrowserContext ada = browser.newContext();
                BrowserContext ben = browser.newContext()) {
            Page author = signedIn(ada, "ada");
            author.navigate(base() + "/changes/new");
            author.fill("#title1", "Open the shop");
            author.setInputFiles("#files", folder);
            author.click("text=Open change >> nth=0");
            assertThat(author.locator("h1").textContent()).contains("Open the shop");
            String change = author.url();
            await(author, change, "needs the approval");
            assertThat(author.locator("#approve").textContent()).contains("somebody else");

            Page reviewer = signedIn(ben, "ben");
            reviewer.navigate(change);
            shots(reviewer, "change-in-review");
            reviewer.click("#approve button.primary");
            await(reviewer, change, "production needs the approval");
            reviewer.click("#approve button.primary");
            await(author, change, "production is ready");
            author.click("text=Start production");
            await(author, change, "Done in");

            pictures(author, change);
        }
        assertThat(violations).isEmpty();
        for (TestDatabase target : List.of(staging, production)) {
            try (var connection = target.connect();
                    var rows =
                            connection
                                    .createStatement()
                                    .executeQuery("select count(*) from customers")) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    private void pictures(Page page, String change) {
        for (String tab : List.of("", "/sql", "/checks", "/activity")) {
            page.navigate(change + tab);
            shots(page, "change" + tab.replace('/', '-'));
        }
        page.navigate(change);
        page.click(".lane li a >> nth=0");
        shots(page, "run");
        for (String path :
                List.of(
                        "/changes",
                        "/changes?show=all",
                        "/changes/new",
                        "/databases",
                        "/audit",
                        "/people",
                        "/tokens",
                        "/projects/new",
                        "/p/1/d/new",
                        "/nowhere")) {
            page.navigate(base() + path);
            shots(page, "page" + path.replaceAll("[/?=]", "-"));
        }
        page.navigate(base() + "/databases");
        page.click("td a.title >> nth=0");
        shots(page, "database-objects");
        page.click("text=History");
        page.click("td a:has-text('Difference')");
        shots(page, "database-history");
        page.click(".tabs >> text=Drift");
        shots(page, "database-drift");
    }

    private static void await(Page page, String change, String words) {
        for (int tries = 0; ; tries++) {
            page.navigate(change);
            if (page.content().contains(words)) {
                return;
            }
            if (tries == 120) {
                throw new AssertionError(
                        "never \"" + words + "\" on the page: " + page.innerText("main"));
            }
            page.waitForTimeout(500);
        }
    }

    private Page signedIn(BrowserContext context, String login) {
        Page page = context.newPage();
        page.onConsoleMessage(m -> {
            if (m.text().contains("Content Security Policy")) {
                violations.add(m.text());
            }
        });
        page.navigate(base() + "/signin");
        if (login.equals("ada")) {
            shots(page, "signin");
        }
        page.fill("#login", login);
        page.fill("#password", PASSWORD);
        page.click("button.primary");
        assertThat(page.url()).endsWith("/changes");
        return page;
    }

    private static void shots(Page page, String name) {
        String folder = System.getProperty("shots");
        if (folder == null) {
            return;
        }
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1280, 390)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                page.setViewportSize(width, 800);
                Object overflow =
                        page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
                assertThat(((Number) overflow).intValue())
                        .as(name + " at " + width + " px must not scroll sideways")
                        .isLessThanOrEqualTo(0);
                page.screenshot(
                        new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(
                                        Path.of(
                                                folder,
                                                name
                                                        + "-"
                                                        + theme.name()
                                                                .toLowerCase(java.util.Locale.ROOT)
                                                        + "-"
                                                        + width
                                                        + ".png")));
            }
        }
        page.setViewportSize(1280, 800);
    }

    private static String base() {
        return "http://127.0.0.1:" + server.port();
    }

    private static Path folder() throws Exception {
        Path folder = Files.createDirectories(work.resolve("drizzle"));
        Files.createDirectories(folder.resolve("meta"));
        Files.writeString(
                folder.resolve("meta/_journal.json"),
                """
                {"version":"7","dialect":"postgresql","entries":[
                 {"idx":0,"version":"7","when":1700000000000,"tag":"0000_open_the_shop","breakpoints":true},
                 {"idx":1,"version":"7","when":1700000100000,"tag":"0001_add_email","breakpoints":true}]}
                """);
        Files.writeString(
                folder.resolve("0000_open_the_shop.sql"),
                """
                CREATE TYPE "plan" AS ENUM('free', 'pro');
                --> statement-breakpoint
                CREATE TABLE "customers" ("id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, "name" text NOT NULL, "plan" "plan" DEFAULT 'free' NOT NULL);
                """);
        Files.writeString(
                folder.resolve("0001_add_email.sql"),
                """
                ALTER TABLE "customers" ADD COLUMN "email" text;
                --> statement-breakpoint
                CREATE INDEX "customers_email_idx" ON "customers" ("email");
                """);
        return folder;
    }
}
