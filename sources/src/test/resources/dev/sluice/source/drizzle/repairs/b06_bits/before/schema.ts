import { pgTable } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b06 = pgTable("b06", {
	// TODO: failed to parse database type 'bit(4)'
	b: unknown("b"),
	// TODO: failed to parse database type 'bit varying(8)'
	v: unknown("v"),
	// TODO: failed to parse database type 'bit(3)[]'
	a: unknown("a").array(),
});
