import { integer, pgTable, type AnyPgColumn } from 'drizzle-orm/pg-core';
import { type User6 } from './users';

export const orders6 = pgTable('orders6', { id: integer().primaryKey(), by: integer().references((): AnyPgColumn => orders6.id) });
export const name = (u: User6) => u.id;
