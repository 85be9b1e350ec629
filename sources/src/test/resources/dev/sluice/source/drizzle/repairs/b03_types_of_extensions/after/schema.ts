import { customType, pgTable, serial } from "drizzle-orm/pg-core"

const citext = customType<{ data: string }>({ dataType() { return "citext"; } });
const hstore = customType<{ data: string }>({ dataType() { return "hstore"; } });
const ltree = customType<{ data: string }>({ dataType() { return "ltree"; } });

export const b03 = pgTable("b03", {
	id: serial().primaryKey().notNull(),
	citext: citext("citext").notNull(),
	hstore: hstore("hstore").notNull(),
	ltree: ltree("ltree").notNull(),
});
