package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// Not-null constraints of 18, which have names.
class NotNullNamesTest {
    @Test
    void a_name_that_somebody_chose_is_planned_in_place() throws SQLException {
        Plan plan =
                Pair.of(
                                "CREATE TABLE t (id int NOT NULL, a text, b text CONSTRAINT old NOT NULL)",
                                """
                                CREATE TABLE t (
                                    id int CONSTRAINT has_id NOT NULL, a text CONSTRAINT has_a NOT NULL,
                                    b text CONSTRAINT has_b NOT NULL, c text CONSTRAINT has_c NOT NULL
                                );
                                COMMENT ON CONSTRAINT has_a ON t IS 'said';
                                """)
                        .proven();
        assertThat(Pair.sql(plan.steps()))
                .contains(
                        "ALTER TABLE \"public\".\"t\" RENAME CONSTRAINT \"t_id_not_null\" TO \"has_id\"",
                        "ALTER TABLE \"public\".\"t\" RENAME CONSTRAINT \"old\" TO \"has_b\"",
                        "ALTER TABLE \"public\".\"t\" ADD COLUMN \"c\" text CONSTRAINT \"has_c\" NOT NULL");
    }

    @Test
    void a_name_of_a_domain_is_planned_in_place() throws SQLException {
        Plan plan =
                Pair.of(
                                "CREATE DOMAIN d AS int NOT NULL",
                                "CREATE DOMAIN d AS int CONSTRAINT given NOT NULL")
                        .proven();
        assertThat(Pair.sql(plan.steps()))
                .containsExactly(
                        "ALTER DOMAIN \"public\".\"d\" RENAME CONSTRAINT \"d_not_null\" TO \"given\"");
    }

    @Test
    void a_name_that_postgresql_made_up_is_no_difference_and_comes_round() throws SQLException {
        Pair renamed =
                Pair.of(
                        "CREATE TABLE t (id int NOT NULL)",
                        "CREATE TABLE u (no int NOT NULL); ALTER TABLE u RENAME TO t; ALTER TABLE t RENAME no TO id");
        assertThat(renamed.proven().steps()).isEmpty();
        renamed.staysTheSameWhenRendered();
    }

    @Test
    void a_partition_is_attached_with_names_and_an_order_of_its_own() throws SQLException {
        Plan plan =
                Pair.of(
                                "CREATE TABLE m (id int NOT NULL, x text) PARTITION BY LIST (id)",
                                """
                                CREATE TABLE m (id int NOT NULL, x text, y int CHECK (y > 0)) PARTITION BY LIST (id);
                                CREATE TABLE p (x text, y int CONSTRAINT m_y_check CHECK (y > 0), id int CONSTRAINT own NOT NULL);
                                ALTER TABLE m ATTACH PARTITION p FOR VALUES IN (1);
                                """)
                        .proven();
        assertThat(Pair.sql(plan.steps()))
                .contains(
                        "ALTER TABLE \"public\".\"m\" ATTACH PARTITION \"public\".\"p\" FOR VALUES IN (1)");
    }
}
