import { customType, pgTable, timestamp } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

const int4Range = customType<{ data: string }>({ dataType() { return "int4range"; } });
const tstzrange = customType<{ data: string }>({ dataType() { return "tstzrange"; } });
const daterange = customType<{ data: string }>({ dataType() { return "daterange"; } });
const int8Multirange = customType<{ data: string }>({ dataType() { return "int8multirange"; } });

export const b05 = pgTable("b05", {
	at: timestamp({ mode: 'string' }).default(sql`now()`),
	r0: int4Range("r0"),
	r1: tstzrange("r1"),
	r2: daterange("r2"),
	r3: int8Multirange("r3"),
});
