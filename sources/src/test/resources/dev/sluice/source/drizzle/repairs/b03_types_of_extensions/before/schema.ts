import { pgTable, serial } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b03 = pgTable("b03", {
	id: serial().primaryKey().notNull(),
	// TODO: failed to parse database type 'citext'
	citext: unknown("citext").notNull(),
	// TODO: failed to parse database type 'hstore'
	hstore: unknown("hstore").notNull(),
	// TODO: failed to parse database type 'ltree'
	ltree: unknown("ltree").notNull(),
});
