import { pgTable } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b08 = pgTable("b08", {
	// TODO: failed to parse database type 'other.mood'
	m: unknown("m"),
});
