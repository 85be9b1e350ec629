import * as pg from 'drizzle-orm/pg-core';
import users8 from './users';

export const orders8 = pg.pgTable('orders8', { by: pg.integer().references(() => users8.id) });
