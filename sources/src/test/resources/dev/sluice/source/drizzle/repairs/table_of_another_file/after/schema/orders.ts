import { integer, pgTable } from 'drizzle-orm/pg-core';
import { users1, type User1 } from './users';

export const orders1 = pgTable('orders1', { by: integer().references(() => users1.id) });
export const of = (u: User1) => u.id;
