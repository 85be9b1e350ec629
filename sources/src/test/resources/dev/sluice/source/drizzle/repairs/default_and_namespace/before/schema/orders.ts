import * as pg from 'drizzle-orm/pg-core';
import * as unused from 'drizzle-orm';
import users8, { type User8 } from './users';

export const orders8 = pg.pgTable('orders8', { by: pg.integer().references(() => users8.id) });
