import { pgTable, pgSchema } from "drizzle-orm/pg-core"

export const s = pgSchema("s");
export const eInS = s.enum("e", ['x', 'y'])

export const b07 = pgTable("b07", {
	a: eInS("a").array(),
});
