import { pgTable } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const b02 = pgTable("b02", {
	// TODO: failed to parse database type 'xml'
	c0: unknown("c0"),
	// TODO: failed to parse database type 'money'
	c1: unknown("c1"),
	// TODO: failed to parse database type 'tsvector'
	c2: unknown("c2"),
	// TODO: failed to parse database type 'name'
	c3: unknown("c3"),
	// TODO: failed to parse database type 'oid'
	c4: unknown("c4"),
	// TODO: failed to parse database type 'xid8'
	c5: unknown("c5"),
	// TODO: failed to parse database type 'regclass'
	c6: unknown("c6"),
	// TODO: failed to parse database type 'lseg'
	c7: unknown("c7"),
	// TODO: failed to parse database type 'box'
	c8: unknown("c8"),
	// TODO: failed to parse database type 'path'
	c9: unknown("c9"),
	// TODO: failed to parse database type 'polygon'
	c10: unknown("c10"),
	// TODO: failed to parse database type 'circle'
	c11: unknown("c11"),
});
