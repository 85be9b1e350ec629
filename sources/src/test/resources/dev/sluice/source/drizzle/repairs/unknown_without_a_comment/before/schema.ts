import { pgTable } from "drizzle-orm/pg-core"

export const uncommented = pgTable("uncommented", {
	m: unknown("m_m"),
});
