package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SQL that a developer uploads runs on the server's machine before anybody has approved it: it
/// must reach no program and no file there. A word list would not see what DO and EXECUTE hide.
class UploadAttackTest {
    private static final String BREAK = "\n--> statement-breakpoint\n";
    private static final Path MARK =
            Path.of("/tmp", "sluice-upload-" + ProcessHandle.current().pid());

    private static RunningServer house;
    private static Shop shop;
    private static Shop older;
    private static Shop asleep;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
        shop = house.shop("attacked");
        older = new Shop(house, "older", 1, false, 15);
        asleep = house.shop("asleep");
    }

    @AfterAll
    static void the_server_lives() throws Exception {
        shop.rolledOut(shop.released(shop.ada, "peace", table("")));
        shop.close();
        older.close();
        asleep.close();
        house.close();
    }

    @AfterEach
    void nothing_was_left() throws Exception {
        assertThat(Files.deleteIfExists(MARK)).as("the marker of an attack").isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    program     ~ COPY t FROM PROGRAM 'touch MARK' ~ permission denied to COPY
                    output      ~ COPY t TO PROGRAM 'cat > MARK' ~ permission denied to COPY
                    file        ~ COPY t TO 'MARK' ~ permission denied to COPY
                    executed    ~ DO $$ BEGIN EXECUTE 'COPY t FROM PRO' || 'GRAM ''touch MARK'''; END $$ ~ permission denied to COPY
                    called      ~ F ^ SELECT f() ~ permission denied to COPY
                    definer     ~ F ^ ALTER FUNCTION f SECURITY DEFINER ^ SELECT f() ~ permission denied to COPY
                    default     ~ F ^ CREATE TABLE u (a int DEFAULT f()) ^ INSERT INTO u DEFAULT VALUES ~ permission denied to COPY
                    constraint  ~ F ^ CREATE TABLE u (a int CHECK (f() > a)) ^ INSERT INTO u VALUES (1) ~ permission denied to COPY
                    index       ~ F ^ ALTER FUNCTION f IMMUTABLE ^ CREATE TABLE u (a int) ^ INSERT INTO u VALUES (1) ^ CREATE INDEX ON u ((a + f())) ~ COPY is not allowed in a non-volatile function
                    read        ~ SELECT pg_read_file('/etc/passwd') ~ permission denied for function
                    listed      ~ CREATE TABLE u AS SELECT pg_ls_dir('/') AS f ~ permission denied for function
                    import      ~ SELECT lo_import('/etc/passwd') ~ permission denied for function
                    export      ~ SELECT lo_export(lo_create(0), 'MARK') ~ permission denied for function
                    system      ~ ALTER SYSTEM SET archive_command = 'touch MARK' ~ permission denied to set parameter
                    dblink      ~ CREATE EXTENSION dblink ~ permission denied to create extension
                    filefdw     ~ CREATE EXTENSION file_fdw ~ permission denied to create extension
                    fdw         ~ CREATE EXTENSION postgres_fdw ~ permission denied to create extension
                    python      ~ CREATE EXTENSION plpython3u ~ permission denied to create extension
                    library     ~ CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/lib/x86_64-linux-gnu/libc.so.6', 'system' ~ permission denied for language c
                    role        ~ SET ROLE sluice_admin ~ permission denied to set role
                    session     ~ SET SESSION AUTHORIZATION sluice_admin ~ permission denied to set session authorization
                    reset       ~ RESET ROLE ^ RESET SESSION AUTHORIZATION ^ SELECT pg_read_file('/etc/passwd') ~ permission denied for function
                    superuser   ~ CREATE ROLE upload_x SUPERUSER ~ permission denied to create role
                    raised      ~ ALTER ROLE postgres SUPERUSER ~ permission denied to alter role
                    granted     ~ CREATE ROLE upload_y ^ GRANT pg_execute_server_program TO upload_y ~ permission denied to grant role
                    written     ~ GRANT pg_write_server_files TO CURRENT_USER ~ permission denied to grant role
                    subscribed  ~ GRANT pg_create_subscription TO CURRENT_USER ~ permission denied to grant role
                    """)
    void s17_an_upload_reaches_no_program_and_no_file(String name, String sql, String refusal) {
        refused(shop, name, sql, refusal);
    }

    /// Before 16 whoever may make roles may grant all of them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE upload_z; GRANT pg_execute_server_program TO upload_z",
                "GRANT pg_read_server_files TO CURRENT_USER"
            })
    void s17_before_16_there_is_no_role_that_could_be_granted_for_it(String sql) {
        refused(older, "older", sql, "does not exist");
    }

    private static void refused(Shop where, String name, String sql, String refusal) {
        Caller.Answer answer = where.release(where.ada, name, table(attack(sql)));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        assertThat(answer.detail())
                .contains("0001_attack.sql", refusal, "Nothing was opened")
                .doesNotContain("root:");
    }

    @Test
    void s17_what_waits_for_a_row_of_the_proof_or_hides_in_a_down_file_runs_nothing_either() {
        String waits =
                attack(
                        "F ^ CREATE TABLE u (id int PRIMARY KEY, a int DEFAULT f() CHECK (f() > a))");
        var folder = table(waits).with("0002_wakes", "ALTER TABLE u ADD COLUMN b int;");
        Map<String, String> files = new LinkedHashMap<>(folder.files());
        files.put("0001_attack.down.sql", attack("COPY t TO PROGRAM 'touch MARK' ^ DROP TABLE u"));
        files.put("0002_wakes.down.sql", attack("SELECT pg_read_file('/etc/passwd')"));
        Caller.Answer answer =
                asleep.ada.post(
                        asleep.path("/releases"),
                        Map.of("ref", "main", "commit", "c0ffee", "files", files));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        int number = Shop.number(answer.body());
        Shop.eventually(() -> Shop.isChecked(asleep.change(number)));
        assertThat(asleep.change(number).toString())
                .contains(
                        "permission denied to COPY", "permission denied for function pg_read_file")
                .doesNotContain("root:");
    }

    @Test
    void s17_no_session_that_runs_uploads_is_a_superuser() {
        refused(
                shop,
                "asked",
                "DO $$ BEGIN RAISE EXCEPTION 'am %, %', current_setting('is_superuser'),"
                        + " (SELECT string_agg(rolname, ' ') FROM pg_roles WHERE rolsuper AND rolcanlogin); END $$",
                "am off, <NULL>");
    }

    private static Folder table(String next) {
        Folder first = Folder.of("0000_table", "CREATE TABLE t (a text);");
        return next.isEmpty() ? first : first.with("0001_attack", next);
    }

    private static String attack(String sql) {
        return sql.replace(
                        "F ^",
                        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN"
                                + " EXECUTE 'COPY t TO PROGRAM ''touch MARK'''; RETURN 1; END $$ ^")
                .replace("^", BREAK)
                .replace("MARK", MARK.toString());
    }
}
