package dev.sluice.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Prepares a new cluster for SQL that others wrote: its login may do what the owner of a database
/// may, and nobody can log in as the superuser any more.
///
/// PostgreSQL's single-user mode does it on the data, so that there is never a superuser's session
/// on a running server.
final class Guest {
    /// What a migration may hand on: none of these reaches a file, a program or the network.
    private static final String GRANTABLE =
            "'pg_read_all_data', 'pg_write_all_data', 'pg_monitor', 'pg_read_all_settings',"
                    + " 'pg_read_all_stats', 'pg_stat_scan_tables', 'pg_signal_backend',"
                    + " 'pg_checkpoint', 'pg_maintain'";

    private Guest() {}

    static void settle(Binaries binaries, Path data, String password) throws IOException {
        int major = binaries.major();
        var first = new ArrayList<>(cluster(major, password));
        first.addAll(database(major));
        run(binaries, data, "template1", first);
        run(binaries, data, "template0", database(major));
    }

    /// Rows of a table under row security are seen, as a superuser sees them.
    private static List<String> cluster(int major, String password) {
        var statements = new ArrayList<String>();
        statements.add(
                "CREATE ROLE postgres LOGIN CREATEDB CREATEROLE BYPASSRLS PASSWORD '%s'"
                        .formatted(password));
        statements.add("ALTER ROLE %s NOLOGIN PASSWORD NULL".formatted(Login.GUEST.owner()));
        statements.add(
                "DO $$ DECLARE r name; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname IN (%s)"
                                .formatted(GRANTABLE)
                        + " LOOP EXECUTE format('GRANT %I TO postgres WITH ADMIN OPTION', r); END LOOP; END $$");
        // before 16 whoever may make roles may grant every role but a superuser's
        if (major < 16)
            statements.add(
                    "DELETE FROM pg_authid WHERE rolname IN"
                            + " ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')");
        else statements.add("ALTER SYSTEM SET createrole_self_grant = 'set, inherit'");
        if (major >= 15)
            statements.add("GRANT SET ON PARAMETER session_replication_role TO postgres");
        return statements;
    }

    /// What belongs to the superuser in every new database and to the owner elsewhere.
    private static List<String> database(int major) {
        var statements = new ArrayList<String>();
        statements.add(
                "UPDATE pg_extension SET extowner = 'postgres'::regrole WHERE extname = 'plpgsql'");
        statements.add("ALTER LANGUAGE plpgsql OWNER TO postgres");
        if (major < 15) {
            statements.add("ALTER SCHEMA public OWNER TO postgres");
            statements.add(
                    "CREATE FUNCTION pg_catalog.sluice_without_triggers() RETURNS text LANGUAGE sql"
                            + " SECURITY DEFINER SET search_path = pg_catalog"
                            + " AS $$ SELECT set_config('session_replication_role', 'replica', true) $$");
        }
        return statements;
    }

    /// One statement a line. The statement of an error is not shown: it may hold the password.
    private static void run(Binaries binaries, Path data, String database, List<String> statements)
            throws IOException {
        String said =
                Programs.run(
                        List.of(
                                binaries.program("postgres").toString(),
                                "--single",
                                "-O",
                                "-D",
                                data.toString(),
                                "-c",
                                "fsync=off",
                                "-c",
                                "log_min_error_statement=panic",
                                database),
                        String.join("\n", statements) + "\n");
        if (said.contains("ERROR:") || said.contains("FATAL:"))
            throw new PostgresUnavailableException(
                    "The embedded PostgreSQL "
                            + binaries.version()
                            + " could not be prepared. Its words: "
                            + said.strip());
    }
}
