import { integer, pgTable } from 'drizzle-orm/pg-core';

export const goods2 = pgTable('goods2', { id: integer().primaryKey() });
export type Goods2 = typeof goods2.$inferSelect;
