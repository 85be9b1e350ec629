import { pgTable, integer, text } from "drizzle-orm/pg-core"

export const b14 = pgTable("b14", {
	n: integer().array().array(),
	t: text().array().array(),
});
