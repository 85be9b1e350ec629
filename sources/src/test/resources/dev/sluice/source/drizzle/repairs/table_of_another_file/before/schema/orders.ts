import { integer, pgTable } from 'drizzle-orm/pg-core';

export const orders1 = pgTable('orders1', { by: integer().references(() => users1.id) });
export const of = (u: User1) => u.id;
