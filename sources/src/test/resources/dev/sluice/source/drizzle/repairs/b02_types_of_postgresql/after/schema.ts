import { pgTable, customType } from "drizzle-orm/pg-core"

const xml = customType<{ data: string }>({ dataType() { return "xml"; } });
const money = customType<{ data: string }>({ dataType() { return "money"; } });
const tsvector = customType<{ data: string }>({ dataType() { return "tsvector"; } });
const name = customType<{ data: string }>({ dataType() { return "name"; } });
const oid = customType<{ data: string }>({ dataType() { return "oid"; } });
const xid8 = customType<{ data: string }>({ dataType() { return "xid8"; } });
const regclass = customType<{ data: string }>({ dataType() { return "regclass"; } });
const lseg = customType<{ data: string }>({ dataType() { return "lseg"; } });
const box = customType<{ data: string }>({ dataType() { return "box"; } });
const path = customType<{ data: string }>({ dataType() { return "path"; } });
const polygon = customType<{ data: string }>({ dataType() { return "polygon"; } });
const circle = customType<{ data: string }>({ dataType() { return "circle"; } });

export const b02 = pgTable("b02", {
	c0: xml("c0"),
	c1: money("c1"),
	c2: tsvector("c2"),
	c3: name("c3"),
	c4: oid("c4"),
	c5: xid8("c5"),
	c6: regclass("c6"),
	c7: lseg("c7"),
	c8: box("c8"),
	c9: path("c9"),
	c10: polygon("c10"),
	c11: circle("c11"),
});
