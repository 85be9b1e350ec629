package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// What stood before there were roles goes on as it was.
class RolesMigrationTest {
    @Test
    void administrators_and_members_keep_what_they_could_do() throws Exception {
        try (TestDatabase metadata = TestPostgres.database()) {
            migrate(metadata, "5");
            metadata.execute(
                    "insert into sluice_server.project (name) values ('shop'), ('other')",
                    "insert into sluice_server.person (login, name, administrator) values ('root', 'R', true), ('ada', 'A', false)",
                    "insert into sluice_server.project_member (project_id, person_id) select 1, id from sluice_server.person where login = 'ada'");
            migrate(metadata, "latest");
            assertThat(
                            text(
                                    metadata,
                                    """
                                    select string_agg(p.login || ' ' || g.role || ' ' || coalesce(j.name, 'everywhere'), ', '
                                        order by p.login desc, g.role)
                                    from sluice_server.role_grant g join sluice_server.person p on p.id = g.person_id
                                    left join sluice_server.project j on j.id = g.project_id\
                                    """))
                    .isEqualTo(
                            "root administrator everywhere, ada approver shop, ada developer shop, ada operator shop");
        }
    }

    private static void migrate(TestDatabase metadata, String to) {
        DatabaseLogin login = DatabaseLogin.parse(metadata.url());
        Flyway.configure()
                .dataSource(login.url(), login.user(), login.password())
                .schemas("sluice_server")
                .locations("classpath:db/migration")
                .target(to)
                .load()
                .migrate();
    }

    private static String text(TestDatabase metadata, String sql) throws SQLException {
        try (var connection = metadata.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
