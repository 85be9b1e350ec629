import { pgTable, interval } from "drizzle-orm/pg-core"

export const b12 = pgTable("b12", {
	i: interval({ fields: "day to second", precision: 3 }),
});
