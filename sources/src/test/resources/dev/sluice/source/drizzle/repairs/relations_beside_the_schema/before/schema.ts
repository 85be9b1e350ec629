import { pgTable, integer } from "drizzle-orm/pg-core"

export const people7 = pgTable("people7", { id: integer().primaryKey() });

export const pets7 = pgTable("pets7", { of: integer().references(() => people7.id) });
