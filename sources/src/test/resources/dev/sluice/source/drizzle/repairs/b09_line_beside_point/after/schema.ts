import { pgTable, line, point } from "drizzle-orm/pg-core"

export const b09Both = pgTable("b09_both", {
	a: point(),
	b: line("b_b"),
});
