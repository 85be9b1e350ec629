package dev.sluice.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GuestTest {
    static Collection<Integer> majors() {
        return EmbeddedPostgres.majors();
    }

    @ParameterizedTest
    @MethodSource("majors")
    void s17_the_login_of_a_scratch_server_of_each_packed_major_reaches_nothing_but_its_databases(
            int major) throws Exception {
        Path mark = Path.of("/tmp", "sluice-mark-" + ProcessHandle.current().pid() + "-" + major);
        try (EmbeddedPostgres server = EmbeddedPostgres.scratch(major, Dirs.cache())) {
            try (Connection connection = fresh(server, "attacked")) {
                assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(major);
                for (String sql : refused(mark))
                    assertThatThrownBy(() -> run(connection, sql))
                            .as(sql)
                            .isInstanceOf(SQLException.class)
                            .hasMessageMatching(
                                    "(?s).*(permission denied|must be superuser|superuser privilege"
                                            + "|must have|may alter|may drop|is not permitted|not allowed"
                                            + "|does not exist|untrusted|not available|could not open extension"
                                            + "|cannot be executed).*");
            }
            assertThat(mark).doesNotExist();
            try (Connection connection = fresh(server, "used")) {
                for (String sql : allowed(major)) run(connection, sql);
            }
        } finally {
            Files.deleteIfExists(mark);
        }
    }

    private static Connection fresh(EmbeddedPostgres server, String database) throws SQLException {
        try (Connection first = DriverManager.getConnection(server.url("postgres"))) {
            run(first, "create database " + database + " template template0");
        }
        return DriverManager.getConnection(server.url(database));
    }

    private static List<String> refused(Path mark) {
        return List.of(
                "create table t (a text); copy t from program 'touch " + mark + "'",
                "create table t (a text); copy t to '" + mark + "'",
                "do $$ begin execute 'copy (select 1) to program ''touch " + mark + "'''; end $$",
                "select pg_read_file('/etc/passwd')",
                "select pg_ls_dir('/')",
                "select lo_import('/etc/passwd')",
                "select lo_export(lo_create(0), '" + mark + "')",
                "alter system set log_statement = 'all'",
                "create extension dblink",
                "create extension file_fdw",
                "create extension postgres_fdw",
                "create extension adminpack",
                "create extension plpython3u",
                "create function f() returns int language c as '/lib/x86_64-linux-gnu/libc.so.6', 'system'",
                "create function f() returns int language internal as 'boolin'",
                "load '/nowhere/library.so'",
                "set role sluice_admin",
                "set session authorization sluice_admin",
                "grant sluice_admin to postgres",
                "alter role sluice_admin login password 'x'",
                "alter role postgres superuser",
                "create role x superuser",
                "create role x replication",
                "create role x; grant pg_execute_server_program to x",
                "grant pg_read_server_files to postgres",
                "grant pg_write_server_files to postgres",
                "grant pg_create_subscription to postgres",
                "create subscription s connection 'host=127.0.0.1' publication p",
                "update pg_authid set rolsuper = true",
                "set allow_system_table_mods = on",
                "set session_preload_libraries = 'x'",
                "reset role; reset session authorization; select pg_read_file('/etc/passwd')");
    }

    private static List<String> allowed(int major) {
        return List.of(
                "create table t (a int primary key, b int references t); alter table t force row level security",
                "create table u (a int references t); insert into t values (1, 1)",
                "comment on extension plpgsql is 'ours'; comment on schema public is 'ours'",
                "alter schema public rename to other; alter schema other rename to public",
                "create extension pg_trgm; create extension citext; create extension \"uuid-ossp\"",
                "create extension pg_stat_statements; create extension cube; create extension earthdistance",
                "create extension moddatetime; create extension pgcrypto; create extension btree_gist",
                "create role app_%d; grant pg_read_all_data to app_%1$d".formatted(major),
                "grant app_%d to session_user; set role app_%1$d; reset role".formatted(major),
                "grant create on schema public to app_%d; alter table u owner to app_%1$d"
                        .formatted(major),
                "create schema s authorization app_%d".formatted(major),
                "create publication p for table t",
                "alter table t owner to postgres; grant all on all tables in schema public to postgres",
                major >= 15
                        ? "begin; set local session_replication_role = replica; insert into t values (2, 9); commit"
                        : "begin; select sluice_without_triggers(); insert into t values (2, 9); commit",
                "drop table u; drop table t; drop schema s; drop owned by app_%d; drop role app_%1$d"
                        .formatted(major));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
