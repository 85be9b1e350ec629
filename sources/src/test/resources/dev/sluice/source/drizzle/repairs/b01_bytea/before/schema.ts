import { pgTable, integer } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b01 = pgTable("b01", {
	id: integer().primaryKey().notNull(),
	// TODO: failed to parse database type 'bytea'
	a: unknown("a"),
});
