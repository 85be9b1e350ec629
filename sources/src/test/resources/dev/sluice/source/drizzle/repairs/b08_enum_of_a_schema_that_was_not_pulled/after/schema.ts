import { pgTable, customType } from "drizzle-orm/pg-core"

const otherMood = customType<{ data: string }>({ dataType() { return "other.mood"; } });

export const b08 = pgTable("b08", {
	m: otherMood("m"),
});
