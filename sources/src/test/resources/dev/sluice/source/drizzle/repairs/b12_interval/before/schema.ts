import { pgTable } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b12 = pgTable("b12", {
	i: interval({ fields: "day to second", precision: 3 }),
});
