package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlFirstPageTest {
    @Test
    void the_page_on_sql_first_projects_goes_as_it_is_written() throws Exception {
        try (var page = new TypedPage("library_dev")) {
            assertThat(page.typed("sql-first.md"))
                    .contains(
                            "schema: schema.sql",
                            "0000_first.down.sql",
                            "Applied 0001_add_books_pages",
                            "The database is just what the migrations make");
        }
    }
}
