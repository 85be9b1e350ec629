import { pgTable } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b04 = pgTable("b04", {
	// TODO: failed to parse database type 'posint'
	n: unknown("n"),
	// TODO: failed to parse database type 'compo'
	c: unknown("c"),
	// TODO: failed to parse database type 'posint'
	m: unknown("m"),
});
