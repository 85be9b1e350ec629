import { pgTable, bit, customType } from "drizzle-orm/pg-core"

const bitVarying8 = customType<{ data: string }>({ dataType() { return "bit varying(8)"; } });

export const b06 = pgTable("b06", {
	b: bit("b", { dimensions: 4 }),
	v: bitVarying8("v"),
	a: bit("a", { dimensions: 3 }).array(),
});
