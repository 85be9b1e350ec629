import { pgTable } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b13 = pgTable("b13", {
	t: timestamp({ withTimezone: true, mode: 'string' }).array(),
});
