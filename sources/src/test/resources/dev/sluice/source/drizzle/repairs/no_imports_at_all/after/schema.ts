// The shop.

import { pgTable, serial, timestamp } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';

// One row a customer.
export const customers = pgTable('customers', {
  id: serial().primaryKey(),
  at: timestamp().default(sql`now()`),
});
