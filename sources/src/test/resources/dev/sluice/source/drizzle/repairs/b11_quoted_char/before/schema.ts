import { pgTable, char } from "drizzle-orm/pg-core"

export const b11 = pgTable("b11", {
	p: char(),
	q: char({ length: 2 }),
});
