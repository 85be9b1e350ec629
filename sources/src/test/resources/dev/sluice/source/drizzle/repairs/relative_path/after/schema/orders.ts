import { integer, pgTable } from 'drizzle-orm/pg-core';
import { users3 } from './users.js';

export const orders3 = pgTable('orders3', { by: integer().references(() => users3.id) });
