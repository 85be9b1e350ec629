import { pgTable, customType } from "drizzle-orm/pg-core"

const jsonpath = customType<{ data: string }>({ dataType() { return "jsonpath"; } });

export const b10 = pgTable("b10", {
	p: jsonpath(),
});
