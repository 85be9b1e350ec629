import { pgTable } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b14 = pgTable("b14", {
	n: integer().array().array(),
	t: text().array().array(),
});
