import { pgTable, integer } from 'drizzle-orm/pg-core';
import { here } from './other';

export const here = pgTable('here', { n: integer() });
