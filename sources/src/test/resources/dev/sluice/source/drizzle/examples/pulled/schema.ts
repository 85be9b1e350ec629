import { pgTable, serial, text, timestamp, integer, foreignKey, index } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const authors = pgTable("authors", {
	id: serial().primaryKey().notNull(),
	name: text().notNull(),
	joined: timestamp({ withTimezone: true, mode: 'string' }).default(sql`now()`),
});

export const articles = pgTable("articles", {
	id: serial().primaryKey().notNull(),
	authorId: integer("author_id").notNull(),
}, (table) => [
	index("articles_author").using("btree", table.authorId.asc().nullsLast()),
	foreignKey({
			columns: [table.authorId],
			foreignColumns: [authors.id],
			name: "articles_author_id_fkey"
		}),
]);
