package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.sluice.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.Locale;

/// What a team does with a change, told by clicks: cleo administers, ada develops, bob reviews.
/// Each step is one sentence of the story, and checks what the pages say at its end.
final class ConsoleStory implements AutoCloseable {
    private static final String HOSTILE = "Visits <script>alert('x')</script> \"&\u202E 🛒";

    private final ConsoleHouse house;
    private final String name;
    private final TestDatabase staging;
    private final TestDatabase production;
    private final FolderOnDisk folder;
    private final Visitor cleo;
    private final Visitor ada;
    private final Visitor bob;

    ConsoleStory(ConsoleHouse house, Scripts scripts) throws IOException {
        this.house = house;
        this.name = "shop-" + scripts.name().toLowerCase(Locale.ROOT);
        this.staging = house.database();
        this.production = house.database();
        this.folder = new FolderOnDisk(house.home().resolve(name));
        this.cleo = house.visitor("cleo", scripts);
        this.ada = house.visitor("ada-" + name, scripts);
        this.bob = house.visitor("bob-" + name, scripts);
    }

    private String database(String environment) {
        return name + "-" + environment;
    }

    void an_administrator_sets_up_the_project_its_databases_and_its_people() {
        cleo.signsIn().follows("Databases").follows("New project").writes("Name", name);
        cleo.presses("Create project").sees("The project stands. Register its first database.");
        register("staging", staging);
        register("production", production);
        for (String person : new String[] {"ada", "bob"}) {
            cleo.follows("People")
                    .form("New person")
                    .writes("Sign-in name", person + "-" + name)
                    .writes("Name", called(person))
                    .writes("First password", ConsoleHouse.password(person + "-" + name))
                    .presses("Create account");
            cleo.row(called(person)).chooses("Place for " + called(person), name).presses("Add");
            assertThat(cleo.page().locator("tr", row(called(person))).innerText()).contains(name);
        }
        cleo.signsOut();
    }

    private static Page.LocatorOptions row(String words) {
        return new Page.LocatorOptions().setHasText(words);
    }

    private String called(String person) {
        return Character.toUpperCase(person.charAt(0)) + person.substring(1) + " of " + name;
    }

    private void register(String environment, TestDatabase database) {
        URI uri = URI.create(database.url().substring("jdbc:".length()));
        String user = uri.getQuery().replaceFirst("(?s).*\\buser=([^&]*).*", "$1");
        String password = uri.getQuery().replaceFirst("(?s).*\\bpassword=([^&]*).*", "$1");
        cleo.follows("Databases").sees("staging → production");
        cleo.page().locator("section", row(name)).getByText("Register a database").first().click();
        cleo.form("Environment")
                .writes("Name", database(environment))
                .chooses("Environment", environment)
                .writes("Host", uri.getHost())
                .writes("Port", Integer.toString(uri.getPort()))
                .writes("Database", database.name())
                .writes("Account", user)
                .writes("Password", password)
                .chooses("TLS", "disable")
                .presses("Register");
        cleo.sees(database(environment) + " is registered and was read");
    }

    void ada_releases_her_folder_and_sees_the_checks() throws IOException {
        folder.with(
                        "0000_open_the_shop",
                        "CREATE TYPE \"plan\" AS ENUM('free', 'pro');",
                        "CREATE TABLE \"customers\" (\"id\" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, \"name\" text NOT NULL, \"plan\" \"plan\" DEFAULT 'free' NOT NULL);")
                .with(
                        "0001_add_email",
                        "ALTER TABLE \"customers\" ADD COLUMN \"email\" text;",
                        "CREATE INDEX \"customers_email_idx\" ON \"customers\" (\"email\");");
        ada.signsIn().sees("No change is open");
        uploads("Open the shop");
        ada.awaits("staging needs the approval of 1 person")
                .sees("table public.customers: new", "somebody else has to approve it")
                .follows("SQL")
                .sees("0001_add_email", "CREATE INDEX \"customers_email_idx\"")
                .unfolds("Way back")
                .sees("DROP TABLE")
                .follows("Checks")
                .sees(database("staging"), database("production"), "ok")
                .follows("Activity")
                .sees("opened")
                .writes("Comment", "Ready for you, Bob.")
                .presses("Comment")
                .sees("Ready for you, Bob.");
    }

    private void uploads(String title) {
        ada.follows("Changes")
                .follows("New change")
                .form("Release a migrations folder")
                .chooses("Project", name)
                .writes("Title", title)
                .uploads("Folder", folder.path())
                .presses("Open change");
        assertThat(ada.title()).contains(title.replace("\u202E", "\\u202E"));
    }

    void bob_approves_by_its_digest_and_staging_runs_by_itself() {
        bob.signsIn().follows("Open the shop");
        approves(bob, "staging");
        bob.awaits("production needs the approval of 1 person").sees("Applied");
        assertThat(has(staging, "customers")).isTrue();
        assertThat(has(production, "customers")).isFalse();
    }

    /// The button carries the digest that stands in the change's head.
    private static void approves(Visitor reviewer, String environment) {
        reviewer.proves();
        String digest = reviewer.page().locator(".head code").first().innerText();
        assertThat(digest).matches("[0-9a-f]{12}");
        reviewer.presses("Approve " + digest + " for " + environment)
                .sees("Your approval for " + environment + " stands.");
    }

    void production_waits_for_its_own_approval_and_for_a_person_to_start_it() {
        approves(bob, "production");
        ada.follows("Changes").follows("Open the shop").awaits("production is ready to be started");
        ada.presses("Start production").awaits("Done in staging, production.");
        assertThat(has(production, "customers")).isTrue();
        ada.follows(database("production"))
                .sees("Applied", "CREATE TABLE \"customers\"", "COMMIT")
                .follows("Open the shop");
    }

    void a_second_change_brings_a_table_and_a_column() throws IOException {
        folder.with(
                "0002_visits",
                "CREATE TABLE \"visits\" (\"id\" integer PRIMARY KEY, \"at\" timestamp);",
                "ALTER TABLE \"customers\" ADD COLUMN \"note\" text;");
        uploads(HOSTILE);
        through();
        assertThat(has(production, "visits")).isTrue();
    }

    /// The change that ada stands on goes to staging and production.
    private void through() {
        ada.awaits("staging needs the approval");
        bob.opens(ada.url());
        approves(bob, "staging");
        bob.awaits("production needs the approval");
        approves(bob, "production");
        ada.awaits("production is ready to be started").presses("Start production");
        ada.awaits("Done in staging, production.");
    }

    void the_history_shows_the_difference_between_two_versions() {
        bob.follows("Databases")
                .row(database("production"))
                .follows(database("production"))
                .sees("public.visits", "timestamp")
                .follows("History")
                .sees("0000_open_the_shop", "0001_add_email", "0002_visits")
                .row("0001_add_email")
                .follows("Difference")
                .sees("column public.customers.email: new")
                .seesNot("public.visits: new");
        String first = option("0000_open_the_shop");
        String last = option("0002_visits");
        bob.chooses("From the state after", first)
                .chooses("To the state after", last)
                .presses("Compare")
                .sees(
                        "column public.customers.email: new",
                        "column public.customers.note: new",
                        "table public.visits: new")
                .seesNot("table public.customers: new");
    }

    private String option(String tag) {
        return String.valueOf(
                bob.page().locator("#to option", row(tag)).first().getAttribute("value"));
    }

    void undo_says_first_how_many_rows_go_and_wants_a_tick() {
        production.execute(
                "insert into visits values (1), (2)",
                "insert into customers (name, note) values ('a', 'x'), ('b', null)");
        bob.follows("Changes")
                .follows("Ended")
                .follows("Visits")
                .follows("Undo what was applied")
                .sees(
                        "table public.visits: 2 rows will be gone",
                        "column public.customers.note: 1 value will be gone",
                        "No row and no value is lost",
                        "in production first, then in staging")
                .writes("Reason", "visits come with the autumn")
                .presses("Undo #2");
        assertThat(bob.title()).as("without the tick nothing is sent").isEqualTo("Undo #2?");
        assertThat(has(production, "visits")).isTrue();
        bob.ticks("I know that this data is gone for good")
                .presses("Undo #2")
                .awaits("Undone: what it had applied is taken back.");
        assertThat(has(production, "visits")).isFalse();
        assertThat(has(staging, "visits")).isFalse();
        bob.follows("Databases")
                .row(database("production"))
                .follows(database("production"))
                .follows("History");
        assertThat(bob.row("undone").text()).contains("0002_visits");
    }

    void the_same_folder_released_again_applies_it_again() {
        uploads("Visits once more");
        ada.awaits("staging needs the approval")
                .follows("Checks")
                .sees("was undone by #2, will run again")
                .follows("Overview");
        through();
        assertThat(has(production, "visits")).isTrue();
    }

    void ada_writes_sql_and_a_mistake_costs_her_nothing() {
        ada.follows("Changes").follows("New change");
        writesSql("Give customers a nick", "-- nothing yet");
        ada.sees("There is no SQL statement in the text.", "Nothing was opened.");
        assertThat(ada.page().locator("#sql").inputValue()).isEqualTo("-- nothing yet");
        writesSql("Give customers a nick", "alter table customers add column nick text;");
        assertThat(ada.title()).contains("Give customers a nick");
        ada.awaits("staging needs the approval").sees("column public.customers.nick: new");
        bob.opens(ada.url());
        approves(bob, "staging");
        bob.awaits("production needs the approval");
        approves(bob, "production");
    }

    private void writesSql(String title, String sql) {
        ada.form("Write SQL")
                .chooses("Project", name)
                .writes("Title", title)
                .writes("SQL", sql)
                .presses("Open change");
    }

    void drift_made_by_hand_is_found_and_blocks_the_rollout() {
        production.execute("create index by_hand on customers (name)");
        bob.follows("Databases")
                .row(database("production"))
                .follows(database("production"))
                .follows("Drift")
                .sees("No drift is known")
                .presses("Read the database now")
                .sees("is not what its record says", "index public.by_hand: new");
        ada.opens(ada.url())
                .sees(database("production") + " is not what its record says. Adopt the drift");
        assertThat(ada.page().getByText("Start production").count()).isZero();
    }

    void the_drift_is_reverted_by_a_change_of_its_own() throws SQLException {
        String waiting = ada.url();
        bob.presses("Plan the way back").awaits("production needs the approval");
        bob.sees("index public.by_hand: dropped", "somebody else has to approve it");
        ada.opens(bob.url());
        approves(ada, "production");
        bob.awaits("production is ready to be started").presses("Start production");
        bob.awaits("Done in production.");
        assertThat(has(production, "by_hand")).isFalse();
        ada.opens(waiting).awaits("production is ready to be started").presses("Start production");
        ada.awaits("Done in staging, production.");
    }

    void everybody_signs_out() {
        ada.signsOut();
        bob.signsOut();
    }

    private static boolean has(TestDatabase database, String relation) {
        try (var connection = database.connect();
                var statement =
                        connection.prepareStatement("select to_regclass(?::text) is not null")) {
            statement.setString(1, "public." + relation);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        cleo.close();
        ada.close();
        bob.close();
    }
}
