import { pgTable } from "drizzle-orm/pg-core"

export const geo = pgTable("geo", {
// TODO: failed to parse geometry type because found more than 2 options inside geometry function 'geometry(point,4326,3)'
// Introspect is currently supporting only type and srid options
	g: unknown("g"),
});
