// The shop.

// One row a customer.
export const customers = pgTable('customers', {
  id: serial().primaryKey(),
  at: timestamp().default(sql`now()`),
});
