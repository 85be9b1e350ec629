import { pgTable } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b10 = pgTable("b10", {
	p: json(),
});
