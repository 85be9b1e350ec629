import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users4 = pgTable('users4', { id: integer().primaryKey() });
export type User4 = typeof users4.$inferSelect;
