import { pgTable, customType } from "drizzle-orm/pg-core"

const money = customType<{ data: string }>({ dataType() { return "money"; } });

export const uncommented = pgTable("uncommented", {
	m: money("m_m"),
});
