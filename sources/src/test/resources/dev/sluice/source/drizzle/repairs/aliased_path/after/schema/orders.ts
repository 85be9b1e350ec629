import { integer, pgTable } from 'drizzle-orm/pg-core';
import { users4 } from '@/schema/users';
import { goods4 } from '@/schema/goods';

export const orders4 = pgTable('orders4', { by: integer().references(() => users4.id), at: integer().references(() => goods4.id) });
