package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.databases.Credential;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.NewDatabase;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import dev.sluice.server.projects.NewEnvironment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every page, in every state that a change goes through, with names that somebody chose badly or
/// on purpose. `bench/run screenshots DIR` keeps the pictures.
class PicturesTest {
    private static final String TABLE = "<script>alert('t')</script>";
    private static final String LONG =
            "a_table_whose_name_is_as_long_as_postgresql_lets_a_name_become_";
    private static final String TITLE =
            "Open the shop <img src=x onerror=alert(1)> \"& sons\" \u202Eright to left\u202C 🛒 in the"
                    + " town of Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";
    private static final String DATABASE =
            "prod-eu-central-1-with-a-name-that-somebody-made-much-too-long-for-any-lane-or-table";

    private ConsoleHouse house;
    private TestDatabase staging;
    private TestDatabase production;
    private FolderOnDisk folder;
    private Visitor ada;
    private Visitor bob;
    private Visitor cleo;
    private final Pictures pictures = new Pictures();

    @BeforeEach
    void a_server_without_an_administrator() throws IOException {
        house = new ConsoleHouse();
        staging = house.database();
        production = house.database();
        folder = new FolderOnDisk(house.home().resolve("drizzle"));
        ada = house.visitor("ada", Scripts.ON);
        bob = house.visitor("bob", Scripts.ON);
        cleo = house.visitor("cleo", Scripts.ON);
    }

    @AfterEach
    void nothing_stays() throws IOException {
        house.close();
    }

    @Test
    void no_page_sticks_out_or_cuts_off_in_either_theme_wide_or_narrow() throws Exception {
        the_first_minute();
        somebody_without_a_project();
        a_change_in_review();
        a_change_rolling_out();
        a_change_that_failed_and_was_done();
        a_database_with_its_history();
        an_undo();
        a_drift_and_its_two_ways_out();
        what_an_administrator_sees();
        what_goes_wrong();
        assertThat(pictures.faults()).isEmpty();
        assertThat(house.complaints()).isEmpty();
        assertThat(pictures.taken()).doesNotHaveDuplicates().hasSizeGreaterThan(50);
    }

    private void the_first_minute() {
        picture(cleo.opens("/setup"), "setup");
        house.person("cleo", "Cleo", true);
        picture(cleo.opens("/signin"), "signin");
        cleo.writes("Name", "cleo").writes("Password", "not this one").presses("Sign in");
        picture(cleo, "signin-refused");
        picture(cleo.signsIn(), "changes-without-a-project-administrator");
        picture(cleo.opens("/databases"), "databases-without-a-project");
        picture(cleo.opens("/projects/new"), "project-new");
    }

    private void somebody_without_a_project() {
        house.person("ada", "Ada <b onmouseover=alert(1)>Lovelace</b> \"& sons\" \u202Eada", false);
        house.person(
                "bob",
                "Bartholomäus-Maximilian von und zu Hohenzollern-Sigmaringen-Llanfairpwllgwyngyll",
                false);
        picture(ada.signsIn(), "changes-without-a-project");
        Project shop = project("shop");
        picture(ada.opens("/changes"), "changes-empty");
        picture(ada.opens("/changes?show=mine"), "changes-mine-empty");
        picture(ada.opens("/changes?show=done"), "changes-ended-empty");
        picture(cleo.opens("/databases"), "databases-empty");
        picture(cleo.opens("/p/" + shop.id() + "/d/new"), "database-new");
        register(shop, "staging", "staging", staging);
        register(shop, "production", DATABASE, production);
        picture(ada.opens("/databases"), "databases");
        picture(ada.follows("staging"), "database-objects-empty");
        picture(ada.follows("History"), "database-history-empty");
        picture(ada.follows("Drift"), "database-drift-none");
        picture(ada.opens("/changes/new"), "change-new");
        ada.form("Write SQL").writes("Title", TITLE).writes("SQL", "select").presses("Open change");
        picture(ada, "change-new-refused");
    }

    private Project project(String name) {
        Project made =
                house.bean(Projects.class)
                        .create(
                                Actor.SYSTEM,
                                name,
                                List.of(
                                        new NewEnvironment("staging", 1, true, 0),
                                        new NewEnvironment("production", 1, false, 0)));
        People people = house.bean(People.class);
        for (String login : List.of("ada", "bob"))
            people.addMember(Actor.SYSTEM, made.id(), people.byLogin(login).orElseThrow().id());
        return made;
    }

    private void register(Project project, String environment, String name, TestDatabase at) {
        URI uri = URI.create(at.url().substring("jdbc:".length()));
        house.bean(Databases.class)
                .register(
                        Actor.SYSTEM,
                        project,
                        new NewDatabase(
                                environment,
                                name,
                                uri.getHost(),
                                uri.getPort(),
                                at.name(),
                                uri.getQuery().replaceFirst("(?s).*\\buser=([^&]*).*", "$1"),
                                new Credential.Given(
                                        uri.getQuery()
                                                .replaceFirst("(?s).*\\bpassword=([^&]*).*", "$1")),
                                "disable"));
    }

    private void a_change_in_review() throws IOException {
        folder.with(
                "0000_open_the_shop",
                "CREATE TYPE \"plan\" AS ENUM('free', 'it''s \"pro\"', '🛒');",
                "CREATE TABLE \"%s\" (\"id\" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, \"na\u202Eme\" text NOT NULL, \"plan\" \"plan\" DEFAULT 'free' NOT NULL, \"שם\" varchar(255), \"e-mail \"\"of\"\" 🛒\" text);"
                        .formatted(TABLE),
                "CREATE TABLE \"%s\" (\"id\" integer PRIMARY KEY, \"old_address\" text, \"owner\" integer REFERENCES \"%s\" (\"id\") ON DELETE CASCADE);"
                        .formatted(LONG, TABLE),
                "CREATE VIEW \"free customers\" AS SELECT \"id\" FROM \"%s\" WHERE \"plan\" = 'free';"
                        .formatted(TABLE));
        uploads(TITLE);
        ada.awaits("staging needs the approval");
        picture(ada, "change-in-review-author");
        bob.signsIn();
        picture(bob, "changes");
        picture(bob.opens(ada.url()), "change-in-review-reviewer");
        picture(bob.follows("SQL"), "change-sql");
        bob.unfolds("Way back");
        picture(bob, "change-sql-way-back");
        picture(bob.follows("Checks"), "change-checks");
        bob.follows("Overview").unfolds("Send back");
        bob.writes(
                "What should be different?", "The name of " + LONG + " tells nothing.\n" + TABLE);
        bob.presses("Send back");
        picture(bob, "change-draft");
        picture(bob.follows("Activity"), "change-activity");
        folder.with(
                "0001_index",
                "CREATE INDEX \"%s_idx\" ON \"%s\" (\"owner\");"
                        .formatted(LONG.substring(0, 50), LONG));
        uploads(TITLE);
        ada.awaits("staging needs the approval");
    }

    private void uploads(String title) {
        ada.opens("/changes/new")
                .form("Release a migrations folder")
                .writes("Title", title)
                .uploads("Folder", folder.path())
                .presses("Open change");
    }

    private void a_change_rolling_out() {
        bob.opens(ada.url());
        approves("staging");
        bob.awaits("production needs the approval");
        picture(bob, "change-rolling-out");
        approves("production");
        bob.awaits("production is ready");
        picture(bob, "change-ready-to-start");
        bob.presses("Start production").awaits("Done in");
        picture(bob, "change-done");
        picture(bob.follows("staging"), "run-applied");
    }

    private void approves(String environment) {
        bob.proves();
        if (bob.text().contains("I know that this data is gone"))
            bob.ticks("I know that this data is gone");
        String digest = bob.page().locator(".head code").first().innerText();
        bob.presses("Approve " + digest + " for " + environment);
    }

    private void a_change_that_failed_and_was_done() throws IOException {
        String table = "\"" + LONG + "\"";
        production.execute(
                "insert into \"%s\" (\"na\u202Eme\") values ('a'), ('b')".formatted(TABLE),
                "insert into %s values (1, 'x', 1), (2, 'y', 1)".formatted(table));
        folder.with(
                "0002_one_owner_each",
                "ALTER TABLE %s DROP COLUMN \"old_address\";".formatted(table),
                "ALTER TABLE %s ADD COLUMN \"note\" text DEFAULT '';".formatted(table),
                "CREATE UNIQUE INDEX \"one each\" ON %s (\"owner\");".formatted(table),
                "CREATE TABLE \"visits\" (\"id\" integer PRIMARY KEY);");
        uploads("One owner each");
        ada.awaits("staging needs the approval");
        picture(bob.opens(ada.url()), "change-loses-data");
        picture(bob.follows("SQL"), "change-sql-hazards");
        bob.follows("Overview");
        approves("staging");
        bob.awaits("production needs the approval");
        approves("production");
        bob.awaits("production is ready").presses("Start production");
        bob.awaits("Needs a decision");
        picture(bob, "change-needs-decision");
        picture(bob.follows(DATABASE), "run-failed");
        picture(bob.opens("/changes?show=all"), "changes-all");
        production.execute("delete from %s where id = 2".formatted(table));
        bob.follows("One owner each").presses("Retry production").awaits("Done in");
        picture(bob.follows(DATABASE), "run-of-two-attempts");
    }

    private void a_database_with_its_history() {
        picture(bob.opens("/databases").follows(DATABASE), "database-objects");
        picture(bob.follows("History"), "database-history");
        picture(bob.row("0002_one_owner_each").follows("Difference"), "database-difference");
    }

    private void a_drift_and_its_two_ways_out() {
        bob.opens("/databases").follows(DATABASE);
        picture(bob.follows("History"), "database-history-undone");
        production.execute(
                "alter table \"%s\" add column \"by hand\" int, alter column \"שם\" type text"
                        .formatted(TABLE));
        bob.follows("Drift").presses("Read the database now");
        picture(bob, "database-drift");
        picture(cleo.opens(bob.url()), "database-drift-administrator");
        picture(cleo.opens("/databases"), "databases-drifted");
        bob.presses("Plan the way back").awaits("production needs the approval");
        picture(bob, "change-of-a-drift");
        bob.unfolds("Close the change");
        bob.writes("Reason", "adopted instead").presses("Close the change");
        picture(bob, "change-closed");
        cleo.opens(cleo.url()).follows(DATABASE).follows("Drift");
        cleo.writes("Reason", "kept for the report").presses("Adopt the live state");
        picture(cleo.follows("History"), "database-history-adopted");
    }

    private void an_undo() {
        production.execute("insert into visits values (1), (2)");
        bob.opens("/changes?show=done").follows("One owner each").follows("Undo what was applied");
        picture(bob, "undo");
        bob.writes("Reason", "the owners protested").ticks("I know").presses("Undo #2");
        bob.awaits("Undone");
        picture(bob, "change-reverted");
        picture(bob.follows("staging"), "run-reverted");
    }

    private void what_an_administrator_sees() {
        picture(cleo.opens("/people"), "people");
        picture(cleo.opens("/audit"), "audit");
        picture(cleo.presses("Verify now"), "audit-verified");
        picture(cleo.opens("/tokens"), "tokens-none");
        picture(cleo.proves(), "proven");
        picture(cleo.opens("/prove"), "prove");
        cleo.opens("/tokens");
        cleo.writes("Name", "main pipeline of " + LONG).presses("Create token");
        picture(cleo, "tokens-made");
        cleo.opens("/tokens").presses("Revoke");
        picture(cleo, "tokens");
    }

    private void what_goes_wrong() {
        picture(ada.opens("/nowhere").sees("There is no such page."), "error-404");
        picture(ada.opens("/p/1/c/999").sees("There is no change"), "error-404-change");
        picture(ada.opens("/people").sees("An administrator can do it"), "error-403");
        picture(ada.opens("/p/1/c/two").sees("Not understood"), "error-400");
        picture(house.visitor("nobody", Scripts.ON).opens("/nowhere"), "stranger");
    }

    private void picture(Visitor visitor, String name) {
        pictures.of(visitor, name);
    }
}
