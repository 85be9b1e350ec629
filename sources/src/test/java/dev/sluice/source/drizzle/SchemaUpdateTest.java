package dev.sluice.source.drizzle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.schema.Catalog;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaUpdateTest {
    private static final String SCHEMA =
            """
            // our tables
            import { index, integer, pgTable, serial, text } from 'drizzle-orm/pg-core';

            export const users = pgTable('users', {
              id: serial().primaryKey(), // the key
              email: text().notNull().unique(),
              nick: text().$type<'a' | 'b'>(),
            }, (t) => [
              index('users_nick').on(t.nick),
            ]);

            export const posts = pgTable(
              'posts',
              { id: integer().primaryKey(), author: integer().references(() => users.id) }
            );
            """;

    @TempDir Path directory;

    @Test
    void an_equal_catalog_changes_nothing() {
        var schema = project().schema("schema.ts");
        var same = DrizzleFixture.settled(schema.catalog(16));
        assertThat(SchemaText.update(schema, same, same, SchemaText.Options.DEFAULT))
                .isEqualTo(new SchemaText.Update(java.util.Map.of(), java.util.List.of()));
    }

    @Test
    void a_column_and_an_index_made_by_hand_are_two_lines() throws Exception {
        String now =
                updated(
                        "alter table users add column last_seen timestamptz default now() not null",
                        "create index users_seen on users (last_seen desc) where nick is not null");
        assertThat(now)
                .isEqualTo(
                        SCHEMA.replace(
                                        "serial, text }",
                                        "serial, text, timestamp } ".stripTrailing())
                                .replace(
                                        "from 'drizzle-orm/pg-core';\n",
                                        "from 'drizzle-orm/pg-core';\nimport { sql } from \"drizzle-orm\";\n")
                                .replace(
                                        "'b'>(),\n",
                                        "'b'>(),\n  lastSeen: timestamp(\"last_seen\", { withTimezone: true, mode: \"string\" }).defaultNow().notNull(),\n")
                                .replace(
                                        "(t.nick),\n",
                                        "(t.nick),\n  index(\"users_seen\").on(t.lastSeen.desc().nullsFirst()).where(sql`nick IS NOT NULL`),\n"));
    }

    @Test
    void a_table_with_its_type_comes_to_the_end_and_a_one_line_table_grows() throws Exception {
        String now =
                updated(
                        "create type kind as enum ('a')",
                        "create table likes (post integer references posts, kind kind, raw bytea)",
                        "alter table posts add column title varchar(20)",
                        "alter table posts add constraint titled check (title <> '')");
        assertThat(now).contains("export const likes = pgTable(\"likes\", {").contains("titled");
    }

    @Test
    void what_changed_or_went_is_changed_or_gone_and_the_rest_of_a_chain_stays() throws Exception {
        String now =
                updated(
                        "alter table users alter nick set not null, alter nick set default 'a'",
                        "alter table users alter email drop not null",
                        "alter table users drop constraint users_email_unique",
                        "drop index users_nick",
                        "alter table posts alter author type bigint",
                        "alter table users enable row level security");
        assertThat(now)
                .contains("$type<'a' | 'b'>().default(\"a\").notNull()")
                .contains("email: text(),")
                .contains("bigint({ mode: \"number\" }).references(() => users.id)")
                .contains(".enableRLS();")
                .contains("// the key")
                .doesNotContain("users_nick");
    }

    @Test
    void a_table_that_is_gone_goes_from_the_file() throws Exception {
        assertThat(updated("drop table posts")).doesNotContain("posts").contains("users");
    }

    private DrizzleFixture project() {
        return DrizzleFixture.in(directory).with("schema.ts", SCHEMA);
    }

    /// The file after the database was changed by hand; it declares what the database then holds.
    private String updated(String... byHand) throws Exception {
        var project = project();
        var schema = project.schema("schema.ts");
        Catalog declared = DrizzleFixture.settled(schema.catalog(16));
        Catalog live = DrizzleFixture.settled(declared, new String[0], byHand);
        var update = SchemaText.update(schema, declared, live, SchemaText.Options.DEFAULT);
        assertThat(update.byHand()).isEmpty();
        for (var file : update.files().entrySet())
            Files.writeString(file.getKey(), file.getValue());
        String text = Files.readString(directory.resolve("schema.ts"));
        var again = DrizzleFixture.settled(project.schema("schema.ts").catalog(16));
        assertThat(Diff.between(live, again).stream().map(Difference::words)).as(text).isEmpty();
        return text;
    }
}
