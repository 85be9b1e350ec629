import type { PgColumn } from 'drizzle-orm/pg-core';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import { users5, type User5 } from './users';

export const orders5 = pgTable('orders5', { by: integer().references(() => users5.id) });
export type By = { user: User5; column: PgColumn };
