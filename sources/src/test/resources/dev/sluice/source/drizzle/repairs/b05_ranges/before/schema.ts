import { pgTable, timestamp } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b05 = pgTable("b05", {
	at: timestamp({ mode: 'string' }).default(sql`now()`),
	// TODO: failed to parse database type 'int4range'
	r0: unknown("r0"),
	// TODO: failed to parse database type 'tstzrange'
	r1: unknown("r1"),
	// TODO: failed to parse database type 'daterange'
	r2: unknown("r2"),
	// TODO: failed to parse database type 'int8multirange'
	r3: unknown("r3"),
});
