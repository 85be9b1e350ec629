import { integer, pgTable } from 'drizzle-orm/pg-core';
import { users4 } from '@/schema/user';

export const orders4 = pgTable('orders4', { by: integer().references(() => users4.id), at: integer().references(() => goods4.id) });
