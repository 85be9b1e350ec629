import { pgTable, line } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b09 = pgTable("b09", {
	a: point(),
	b: point("B"),
});
