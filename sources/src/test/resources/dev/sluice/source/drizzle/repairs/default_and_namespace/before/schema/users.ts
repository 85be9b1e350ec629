import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users8 = pgTable('users8', { id: integer().primaryKey() });
export type User8 = typeof users8.$inferSelect;
export default users8;
