package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a declared source wants of a database that holds more than it can say.
class WantedTest {
    private static final String DECLARED =
            """
            CREATE TABLE person (id int PRIMARY KEY, name text, mail text);
            CREATE INDEX person_name ON person (name);
            CREATE TABLE note (id int PRIMARY KEY, person int REFERENCES person);
            """;
    private static final String BY_HAND =
            """
            COMMENT ON TABLE person IS 'people';
            CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER stamp BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION stamp();
            DROP INDEX person_name;
            CREATE INDEX person_name ON person (name) INCLUDE (mail);
            ALTER TABLE person ADD COLUMN legacy int;
            CREATE TABLE log (id int);
            CREATE VIEW noted AS SELECT n.id, p.name FROM note n JOIN person p ON p.id = n.person;
            """;

    private static final String UNNAMED =
            """
            CREATE TABLE person (id serial PRIMARY KEY, number int GENERATED ALWAYS AS IDENTITY);
            CREATE TABLE note (id int PRIMARY KEY, person int REFERENCES person);
            """;

    /// The same after a rename that left all names but the table's.
    private static final String RENAMED =
            UNNAMED.replace("person (", "people (")
                            .replace("REFERENCES person", "REFERENCES people")
                    + "ALTER TABLE people RENAME TO person;";

    @Test
    void nothing_is_wanted_where_the_source_did_not_change() throws SQLException {
        Catalog from = catalog(DECLARED + BY_HAND);
        var decided = decided(from, DECLARED, DECLARED, false);
        assertThat(words(Diff.between(from, decided.catalog()))).isEmpty();
        assertThat(decided.undeclared())
                .extracting(ObjectId::words)
                .containsExactly(
                        "table public.log", "column public.person.legacy", "view public.noted");
    }

    @Test
    void undeclared_objects_go_only_when_asked() throws SQLException {
        Catalog from = catalog(DECLARED + BY_HAND);
        var decided = decided(from, DECLARED, DECLARED, true);
        assertThat(words(Diff.between(from, decided.catalog())))
                .containsExactly(
                        "table public.log: dropped",
                        "column public.person.legacy: dropped",
                        "view public.noted: dropped");
    }

    @Test
    void an_index_that_changes_keeps_what_the_source_cannot_say() throws SQLException {
        Catalog from = catalog(DECLARED + BY_HAND);
        String edited = DECLARED.replace("ON person (name)", "ON person (name DESC)");
        var decided = decided(from, DECLARED, edited, false);
        assertThat(words(Diff.between(from, decided.catalog())))
                .singleElement()
                .asString()
                .endsWith("(name DESC) INCLUDE (mail)");
    }

    @Test
    void a_kept_property_that_names_a_dropped_column_hinders() throws SQLException {
        Catalog from = catalog(DECLARED + BY_HAND);
        String edited = DECLARED.replace(", mail text", "");
        assertThat(refused(from, edited))
                .containsExactly(
                        "column public.person.mail is no longer declared, but index"
                                + " public.person_name stands on it: change or drop that first"
                                + " with `sluice generate --custom`");
    }

    @Test
    void what_stands_outside_of_a_dropped_table_hinders() throws SQLException {
        Catalog from = catalog(DECLARED + BY_HAND);
        String edited = DECLARED.replaceAll("CREATE TABLE note .*", "");
        assertThat(refused(from, edited)).allMatch(r -> r.contains("view public.noted"));
    }

    @Test
    void what_hangs_in_a_dropped_table_goes_with_it() throws SQLException {
        Catalog from =
                catalog(
                        DECLARED
                                + "CREATE INDEX hand ON note (person); COMMENT ON TABLE note IS 'x'");
        var decided =
                decided(from, DECLARED, DECLARED.replaceAll("CREATE TABLE note .*", ""), false);
        Plan plan = Pair.ready(Planner.plan(from, decided.catalog(), PlanOptions.NONE));
        assertThat(Pair.sql(plan.steps())).containsExactly("DROP TABLE \"public\".\"note\"");
        assertThat(plan.goneWith())
                .containsExactly("comment on table public.note", "index public.hand");
    }

    @Test
    void a_materialized_view_is_as_full_as_declared_once_its_query_changes() throws SQLException {
        String declared = "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a WITH NO DATA;";
        Catalog from = catalog(declared + "REFRESH MATERIALIZED VIEW m");
        assertThat(words(Diff.between(from, decided(from, declared, declared, false).catalog())))
                .isEmpty();
        var edited = decided(from, declared, declared.replace("1 AS a", "2 AS a"), false);
        assertThat(edited.catalog().all(MaterializedView.class))
                .singleElement()
                .matches(m -> !m.populated());
    }

    @Test
    void a_name_that_the_source_leaves_to_postgresql_stays_as_it_stands() throws SQLException {
        Catalog from = catalog(RENAMED);
        var decided = decided(from, UNNAMED, UNNAMED, false);
        assertThat(words(Diff.between(from, decided.catalog()))).isEmpty();
    }

    @Test
    void a_key_without_a_name_goes_by_the_name_that_it_has() throws SQLException {
        Catalog from = catalog(RENAMED);
        String edited =
                UNNAMED.replace("REFERENCES person", "").replace("serial PRIMARY KEY", "serial");
        var decided = decided(from, UNNAMED, edited, false);
        assertThat(words(Diff.between(from, decided.catalog())))
                .containsExactlyInAnyOrder(
                        "constraint public.person.people_pkey: dropped",
                        "constraint public.note.note_person_fkey: dropped");
    }

    @Test
    void a_serial_that_becomes_an_integer_lets_its_sequence_go_by_the_name_that_it_has()
            throws SQLException {
        Catalog from = catalog(RENAMED);
        String edited = UNNAMED.replace("serial PRIMARY KEY", "int PRIMARY KEY");
        var decided = decided(from, UNNAMED, edited, false);
        assertThat(words(Diff.between(from, decided.catalog())))
                .anyMatch(w -> w.equals("sequence public.people_id_seq: dropped"))
                .noneMatch(w -> w.contains("pkey"));
    }

    private static List<String> refused(Catalog from, String declared) throws SQLException {
        Wanted wanted = Wanted.of(from, ids(catalog(DECLARED)), catalog(declared), false);
        assertThat(wanted).isInstanceOf(Wanted.Refused.class);
        return ((Wanted.Refused) wanted).reasons();
    }

    private static Wanted.Decided decided(
            Catalog from, String lastDeclared, String declared, boolean dropUndeclared)
            throws SQLException {
        return switch (Wanted.of(
                from, ids(catalog(lastDeclared)), catalog(declared), dropUndeclared)) {
            case Wanted.Decided decided -> decided;
            case Wanted.Refused(var reasons) -> throw new AssertionError(reasons.toString());
        };
    }

    private static Catalog catalog(String sql) throws SQLException {
        try (TestDatabase database = TestPostgres.database(18)) {
            database.execute(sql);
            return Pair.read(database);
        }
    }

    private static Set<ObjectId> ids(Catalog catalog) {
        var ids = new HashSet<ObjectId>();
        catalog.objects().forEach(o -> ids.add(o.id()));
        for (var t : catalog.all(Table.class)) {
            t.columns().forEach(c -> ids.add(member(Kind.COLUMN, t.name(), c.name())));
            t.constraints().forEach(c -> ids.add(member(Kind.CONSTRAINT, t.name(), c.name())));
        }
        return ids;
    }

    private static ObjectId member(Kind kind, QualifiedName table, Identifier name) {
        return ObjectId.member(kind, table, name);
    }

    private static List<String> words(List<Difference> differences) {
        return differences.stream().map(Difference::words).toList();
    }
}
