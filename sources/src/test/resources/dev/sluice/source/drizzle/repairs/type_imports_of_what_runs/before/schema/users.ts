import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users5 = pgTable('users5', { id: integer().primaryKey() });
export type User5 = typeof users5.$inferSelect;
