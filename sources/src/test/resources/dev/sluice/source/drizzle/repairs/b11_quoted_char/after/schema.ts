import { pgTable, char, customType } from "drizzle-orm/pg-core"

const charType = customType<{ data: string }>({ dataType() { return "\"char\""; } });

export const b11 = pgTable("b11", {
	p: charType(),
	q: char({ length: 2 }),
});
