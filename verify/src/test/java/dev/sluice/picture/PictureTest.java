package dev.sluice.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.testkit.OwnJvm;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/// Pictures of schemas of real databases.
class PictureTest {
    private static final String HOSTILE =
            """
            CREATE SCHEMA "direction LR";
            CREATE TYPE "direction LR"."st""ate" AS ENUM ('a b', 'PK', '%%{x}%%', '<b>x</b>', '#35;', '~t~', '');
            CREATE TABLE "direction LR"."ta""ble;%%" (pk int PRIMARY KEY, "fk-x" int, "a b" text NOT NULL,
              "</text><script>alert(1)</script>" "direction LR"."st""ate", E_TAB text, "`q`" int, "列" text,
              "%" numeric(10,2), "~a~" int, "{" int, "}" int, "1a" int, "direction TB" int,
              self int REFERENCES "direction LR"."ta""ble;%%");
            CREATE TABLE "style" ("x:#y;" int REFERENCES "direction LR"."ta""ble;%%");
            CREATE TABLE "accTitle: x" ();
            COMMENT ON TABLE "style" IS 'a & b < c "d"';
            """
                    .replace("E_TAB", "\"tab\tx\ny\u202ez\u0001\"");

    @Test
    void a_line_says_how_many_rows_may_point_at_how_many() {
        String text =
                Picture.mermaid(
                        read(
                                """
                                CREATE TABLE a (id int PRIMARY KEY);
                                CREATE TABLE b (many int REFERENCES a, must int NOT NULL REFERENCES a,
                                  one int UNIQUE REFERENCES a, key int PRIMARY KEY REFERENCES a,
                                  lower int REFERENCES a, part int REFERENCES a);
                                CREATE UNIQUE INDEX ON b (lower, (key + 1));
                                CREATE UNIQUE INDEX ON b (part) WHERE key > 1;
                                """));
        assertThat(text.lines().filter(l -> l.contains("--")).map(String::strip))
                .containsExactlyInAnyOrder(
                        "\"public.a\" |o--o{ \"public.b\" : \"many\"",
                        "\"public.a\" ||--o{ \"public.b\" : \"must\"",
                        "\"public.a\" |o--o| \"public.b\" : \"one\"",
                        "\"public.a\" ||--o| \"public.b\" : \"key\"",
                        "\"public.a\" |o--o{ \"public.b\" : \"lower\"",
                        "\"public.a\" |o--o{ \"public.b\" : \"part\"");
        assertThat(text)
                .contains("integer key PK, FK \"not null\"", "integer one FK, UK", "integer id PK");
    }

    @Test
    void partitions_are_part_of_their_table_and_what_points_at_one_points_at_it() {
        Catalog catalog =
                read(
                        """
                        CREATE TABLE log (id int, at int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                        CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (9) PARTITION BY LIST (at);
                        CREATE TABLE log_1_1 PARTITION OF log_1 FOR VALUES IN (1);
                        CREATE TABLE log_9 PARTITION OF log DEFAULT;
                        CREATE TABLE seen (id int, at int, FOREIGN KEY (id, at) REFERENCES log_9);
                        CREATE VIEW last AS SELECT max(at) AS at FROM log_1;
                        """);
        assertThat(Picture.mermaid(catalog))
                .doesNotContain("log_")
                .contains(
                        "\"public.log\" |o--o{ \"public.seen\" : \"id, at\"",
                        "\"public.log\" }o..o{ \"view public.last\" : reads");
        assertThat(Picture.svg(catalog))
                .contains("3 partitions by RANGE (at)", "2 tables, 1 view")
                .doesNotContain("table public.log_");
    }

    @Test
    void hostile_names_stay_words_of_mermaid() {
        String word = "[A-Za-z_\\u00C0-\\uFFFF][A-Za-z0-9_\\[\\]()\\u00C0-\\uFFFF]*";
        String keys = "( (PK|FK|UK)(, (PK|FK|UK))*)?";
        String name = "\"[^\"%\\\\~\\p{Cntrl}]+\"";
        String text = Picture.mermaid(read(HOSTILE));
        assertThat(text.lines().filter(l -> !l.startsWith("    ")))
                .noneMatch(l -> l.matches(".*direction\\s+(TB|LR).*"));
        for (String line : text.lines().toList())
            assertThat(line)
                    .matches(
                            "erDiagram|  }|  "
                                    + name
                                    + " \\{|  "
                                    + name
                                    + " [|}][|o](--|\\.\\.)[|o][|{] "
                                    + name
                                    + " : ("
                                    + name
                                    + "|reads)|    "
                                    + word
                                    + " (?!(pk|fk|uk)\\b)"
                                    + word
                                    + keys
                                    + "( "
                                    + name
                                    + ")?");
    }

    @Test
    void hostile_names_stay_text_of_an_svg_that_runs_and_fetches_nothing() throws Exception {
        String text = Picture.svg(read(HOSTILE));
        Document svg = parsed(text);
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(text).doesNotContain("href", "url(", "@import", " on", "\u202e", "\u0001");
        assertThat(svg.getDocumentElement().getTextContent())
                .contains(
                        "</text><script>alert(1)</script>",
                        "tab\\u0009x\\u000ay\\u202ez\\u0001",
                        "table public.style: a & b < c \"d\"",
                        "ta\"ble;%%");
        assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
    }

    @Test
    void a_catalog_without_tables_is_a_picture_that_says_so() throws Exception {
        Catalog nothing = Catalog.empty(18);
        assertThat(Picture.mermaid(nothing)).isEqualTo("erDiagram");
        assertThat(parsed(Picture.svg(nothing)).getDocumentElement().getTextContent())
                .contains("There is no table, view or enum.");
    }

    @Test
    void boxes_do_not_overlap_and_no_line_runs_through_one() throws Exception {
        Drawn drawn = Drawn.of(parsed(Picture.svg(read(forty()))));
        assertThat(drawn.boxes()).hasSize(44);
        assertThat(drawn.ways()).hasSizeGreaterThan(50);
        assertThat(drawn.faults()).isEmpty();
    }

    @Test
    void the_same_catalog_is_the_same_picture_in_another_process() throws Exception {
        String here = Picture.svg(Again.catalog());
        Process process =
                new ProcessBuilder(OwnJvm.commandWithTests(Again.class.getName())).start();
        String there = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(there).isEqualTo(here);
        assertThat(here).hasSizeGreaterThan(20_000);
    }

    private static Catalog read(String sql) {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(sql);
            try (var connection = database.connect()) {
                return CatalogReader.read(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    /// Forty tables that point at each other and at themselves, with views, in two schemas.
    private static String forty() {
        var random = new Random(7);
        var sql = new StringBuilder("CREATE SCHEMA other;\n");
        for (int t = 0; t < 40; t++) {
            String name = (t % 3 == 0 ? "other.t" : "t") + t;
            sql.append("CREATE TABLE ").append(name).append(" (id int PRIMARY KEY");
            for (int c = random.nextInt(9); c > 0; c--)
                sql.append(", column_").append(c).append(" text");
            for (int k = t == 0 ? 0 : random.nextInt(4); k > 0; k--) {
                int to = random.nextInt(random.nextBoolean() ? Math.min(t, 4) : t + 1);
                if (to < 0 || to > t) to = t;
                sql.append(
                        ", r%d int %s REFERENCES %s"
                                .formatted(
                                        k,
                                        random.nextBoolean() ? "NOT NULL" : "",
                                        (to % 3 == 0 ? "other.t" : "t") + to));
            }
            sql.append(");\n");
        }
        sql.append(
                "ALTER TABLE other.t3 ADD back int REFERENCES t38, ADD up int REFERENCES other.t3;\n");
        for (int v = 0; v < 4; v++)
            sql.append(
                    "CREATE VIEW v%d AS SELECT a.id FROM t%d a, t%d b;\n"
                            .formatted(v, v * 3 + 1, v * 3 + 2));
        return sql.toString();
    }
}
