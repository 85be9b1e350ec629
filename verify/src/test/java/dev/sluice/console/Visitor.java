package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// A person at a browser: follows links, fills forms, presses buttons and reads, each by the words
/// that stand on the page.
final class Visitor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ARRIVAL = Duration.ofSeconds(20);

    private final ConsoleHouse house;
    private final String login;
    private final Scripts scripts;
    private final BrowserContext context;
    private final Page page;

    Visitor(ConsoleHouse house, Browser browser, String login, Scripts scripts) {
        this.house = house;
        this.login = login;
        this.scripts = scripts;
        this.context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setJavaScriptEnabled(scripts == Scripts.ON));
        this.page = context.newPage();
        page.onConsoleMessage(m -> {
            if (m.type().equals("error") && m.text().contains("Content Security Policy"))
                house.complaints().add(m.text());
        });
        page.onDialog(d -> {
            house.complaints().add("a dialog: " + d.message());
            d.dismiss();
        });
    }

    Page page() {
        return page;
    }

    Visitor signsIn() {
        page.navigate(house.address());
        writes("Name", login).writes("Password", ConsoleHouse.password(login)).presses("Sign in");
        assertThat(page.url()).endsWith("/changes");
        return this;
    }

    /// Before a step that asks for a fresh proof: on a slow machine the one given at sign-in is
    /// old.
    Visitor proves() {
        String here = page.url().substring(house.address().length());
        page.navigate(
                house.address() + "/prove?back=" + URLEncoder.encode(here, StandardCharsets.UTF_8));
        return writes("Password", ConsoleHouse.password(login)).presses("Go on");
    }

    Visitor signsOut() {
        presses("Sign out");
        assertThat(page.url()).contains("/signin");
        page.navigate(house.address() + "/changes");
        assertThat(page.url()).contains("/signin");
        return this;
    }

    Visitor opens(String address) {
        page.navigate(address.startsWith("/") ? house.address() + address : address);
        return this;
    }

    Visitor follows(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first().click();
        return this;
    }

    Visitor presses(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .first()
                .click();
        return this;
    }

    Visitor unfolds(String summary) {
        page.locator("summary", new Page.LocatorOptions().setHasText(summary)).first().click();
        return this;
    }

    Visitor writes(String label, String text) {
        return writes(page.locator("main"), label, text);
    }

    private Visitor writes(Locator where, String label, String text) {
        where.getByLabel(label, new Locator.GetByLabelOptions().setExact(true)).fill(text);
        return this;
    }

    Visitor chooses(String label, String option) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).selectOption(option);
        return this;
    }

    Visitor ticks(String words) {
        page.locator("label.tick", new Page.LocatorOptions().setHasText(words)).click();
        return this;
    }

    /// A form of a page that has several, by its heading.
    Form form(String heading) {
        return new Form(page.locator("form", new Page.LocatorOptions().setHasText(heading)));
    }

    /// A row of a table, by words in it.
    Form row(String words) {
        return new Form(page.locator("tr", new Page.LocatorOptions().setHasText(words)));
    }

    final class Form {
        private final Locator form;

        private Form(Locator form) {
            this.form = form.first();
        }

        Form writes(String label, String text) {
            Visitor.this.writes(form, label, text);
            return this;
        }

        Form chooses(String label, String option) {
            form.getByLabel(label, new Locator.GetByLabelOptions().setExact(true))
                    .selectOption(option);
            return this;
        }

        Form uploads(String label, Path folder) {
            form.getByLabel(label, new Locator.GetByLabelOptions().setExact(true))
                    .setInputFiles(folder);
            return this;
        }

        Visitor presses(String button) {
            form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button)).click();
            return Visitor.this;
        }

        String text() {
            return form.innerText();
        }

        Visitor follows(String link) {
            form.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(link)).click();
            return Visitor.this;
        }
    }

    /// A page may still be on its way: its first lines are read before its last have come.
    Visitor sees(String... words) {
        Instant end = Instant.now().plus(ARRIVAL);
        while (!Stream.of(words).allMatch(text()::contains) && Instant.now().isBefore(end))
            page.waitForTimeout(100);
        assertThat(text()).contains(words);
        return this;
    }

    Visitor seesNot(String... words) {
        assertThat(text()).doesNotContain(words);
        return this;
    }

    String text() {
        page.waitForLoadState();
        return page.innerText("main");
    }

    String title() {
        return page.innerText("h1");
    }

    String url() {
        return page.url();
    }

    /// Until the change's sentence says so: by itself where scripts run, else by the page's link to
    /// look again.
    Visitor awaits(String words) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!page.innerText("[data-sentence]").contains(words)) {
            if (Instant.now().isAfter(end))
                throw new AssertionError("never \"" + words + "\" on the page:\n" + text());
            page.waitForTimeout(100);
            if (scripts == Scripts.OFF) looksAgain();
        }
        page.reload();
        return this;
    }

    /// A page that moves has the link; another is loaded again as anybody would.
    private void looksAgain() {
        Locator link =
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Look again"));
        if (link.count() > 0) link.click();
        else page.reload();
    }

    @Override
    public void close() {
        context.close();
    }
}
