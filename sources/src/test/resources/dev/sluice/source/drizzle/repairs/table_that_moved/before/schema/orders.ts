import { integer, pgTable } from 'drizzle-orm/pg-core';
import { goods2, users2 } from './goods';

export const orders2 = pgTable('orders2', {
  by: integer().references(() => users2.id),
  of: integer().references(() => goods2.id),
});
