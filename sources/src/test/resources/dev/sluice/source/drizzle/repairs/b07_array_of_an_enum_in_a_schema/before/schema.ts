import { pgTable, pgSchema } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const s = pgSchema("s");
export const eInS = s.enum("e", ['x', 'y'])

export const b07 = pgTable("b07", {
	// TODO: failed to parse database type 's.e[]'
	a: unknown("a").array(),
});
