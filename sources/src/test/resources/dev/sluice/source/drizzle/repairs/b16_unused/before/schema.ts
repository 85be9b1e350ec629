import { pgTable, integer, check, type AnyPgColumn } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b16 = pgTable("b16", {
	n: integer(),
}, (table) => [
	check("n_is_positive", sql`n > 0`),
]);
