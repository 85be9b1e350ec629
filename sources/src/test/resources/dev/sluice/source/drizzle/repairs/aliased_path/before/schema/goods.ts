import { integer, pgTable } from 'drizzle-orm/pg-core';

export const goods4 = pgTable('goods4', { id: integer().primaryKey() });
export type Goods4 = typeof goods4.$inferSelect;
