import { pgTable, integer, foreignKey, type PgTableExtraConfigValue } from "drizzle-orm/pg-core"

export const hen = pgTable("hen", {
	id: integer().primaryKey().notNull(),
	egg: integer(),
}, (table): PgTableExtraConfigValue[] => [
	foreignKey({
			columns: [table.egg],
			foreignColumns: [egg.id],
			name: "hen_egg_fkey"
		}),
]);

export const egg = pgTable("egg", {
	id: integer().primaryKey().notNull(),
	hen: integer(),
	of: integer(),
}, (table): PgTableExtraConfigValue[] => [
	foreignKey({
			columns: [table.hen],
			foreignColumns: [hen.id],
			name: "egg_hen_fkey"
		}),
	foreignKey({
			columns: [table.of],
			foreignColumns: [table.id],
			name: "egg_of_fkey"
		}),
]);

export const nest = pgTable("nest", {
	egg: integer(),
}, (table) => [
	foreignKey({
			columns: [table.egg],
			foreignColumns: [egg.id],
			name: "nest_egg_fkey"
		}),
]);
