import { pgTable, integer } from 'drizzle-orm/pg-core';

export const here = pgTable('here', { n: integer() });
