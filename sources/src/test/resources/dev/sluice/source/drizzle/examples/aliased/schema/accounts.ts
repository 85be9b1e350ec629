// Who may do what.
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { key, stamps } from '~shared/columns';

export const role = pgEnum('role', ['reader', 'writer']);

export const accounts = pgTable(
  'accounts',
  {
    id: key(),
    email: text().notNull(),
    isActive: boolean().notNull().default(true),
    role: role().notNull().default('reader'),
    ...stamps,
  },
  (t) => [
    uniqueIndex('accounts_email').on(sql`lower(${t.email})`),
    check('accounts_email_is_one', sql`${t.email} like '%@%'`),
  ],
);

export type Account = typeof accounts.$inferSelect;
