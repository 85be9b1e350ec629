import { pgTable, timestamp } from "drizzle-orm/pg-core"

export const b13 = pgTable("b13", {
	t: timestamp({ withTimezone: true, mode: 'string' }).array(),
});
