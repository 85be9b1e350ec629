import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users1 = pgTable('users1', { id: integer().primaryKey() });
export type User1 = typeof users1.$inferSelect;
