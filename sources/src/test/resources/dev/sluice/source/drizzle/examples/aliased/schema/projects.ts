import { eq, relations, sql } from 'drizzle-orm';
import { jsonb, numeric, pgTable, pgView, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { accounts } from '~schema/accounts';
import type { Account } from '~schema/accounts';
import { key, stamps } from '~shared/columns';

/** What people work on. */
export const projects = pgTable('projects', {
  id: key(),
  name: text().notNull(),
  budget: numeric({ precision: 10, scale: 2 }).default(sql`0`),
  settings: jsonb().$type<{ owner?: Account['email'] }>(),
  ...stamps,
});

export const members = pgTable(
  'members',
  {
    account: uuid().notNull().references(() => accounts.id),
    project: uuid().notNull().references(() => projects.id),
  },
  (t) => [primaryKey({ columns: [t.account, t.project] })],
);

export const active = pgView('active_members').as((q) =>
  q.select({ id: accounts.id }).from(accounts).where(eq(accounts.isActive, true)),
);

export const projectsRelations = relations(projects, ({ many }) => ({ members: many(members) }));
