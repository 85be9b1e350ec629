import type { PgColumn } from 'drizzle-orm/pg-core';
import { type integer, pgTable } from 'drizzle-orm/pg-core';
import type { users5, User5 } from './users';

export const orders5 = pgTable('orders5', { by: integer().references(() => users5.id) });
export type By = { user: User5; column: PgColumn };
