import { pgTable, integer } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const emptyS = pgSchema("empty_s");

export const b15 = pgTable("b15", {
	n: integer(),
});
