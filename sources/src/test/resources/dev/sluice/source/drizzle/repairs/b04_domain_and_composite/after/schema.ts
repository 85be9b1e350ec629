import { pgTable, customType } from "drizzle-orm/pg-core"

const posint = customType<{ data: string }>({ dataType() { return "posint"; } });
const compo = customType<{ data: string }>({ dataType() { return "compo"; } });

export const b04 = pgTable("b04", {
	n: posint("n"),
	c: compo("c"),
	m: posint("m"),
});
