import { pgTable, integer, pgSchema } from "drizzle-orm/pg-core"

export const emptyS = pgSchema("empty_s");

export const b15 = pgTable("b15", {
	n: integer(),
});
