import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users3 = pgTable('users3', { id: integer().primaryKey() });
export type User3 = typeof users3.$inferSelect;
