import { pgTable, text, integer } from 'drizzle-orm/pg-core';

export const lite = pgTable('lite', { n: integer(), t: text() });
