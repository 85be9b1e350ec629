import { pgTable, customType } from "drizzle-orm/pg-core"

const geometryPoint43263 = customType<{ data: string }>({ dataType() { return "geometry(point,4326,3)"; } });

export const geo = pgTable("geo", {
	g: geometryPoint43263("g"),
});
