import { pgTable, integer, customType } from "drizzle-orm/pg-core"

const bytea = customType<{ data: Uint8Array }>({ dataType() { return "bytea"; } });

export const b01 = pgTable("b01", {
	id: integer().primaryKey().notNull(),
	a: bytea("a"),
});
