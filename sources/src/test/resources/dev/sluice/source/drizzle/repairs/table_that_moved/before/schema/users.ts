import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users2 = pgTable('users2', { id: integer().primaryKey() });
export type User2 = typeof users2.$inferSelect;
