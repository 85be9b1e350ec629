import { integer, pgTable } from 'drizzle-orm/pg-core';
import { goods2 } from './goods';
import { users2 } from './users';

export const orders2 = pgTable('orders2', {
  by: integer().references(() => users2.id),
  of: integer().references(() => goods2.id),
});
