import { pgTable, line } from "drizzle-orm/pg-core"

export const b09 = pgTable("b09", {
	a: line(),
	b: line("B"),
});
