import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users6 = pgTable('users6', { id: integer().primaryKey() });
export type User6 = typeof users6.$inferSelect;
