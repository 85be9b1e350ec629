import { pgTable } from 'drizzle-orm/pg-core';
import { text, integer } from 'drizzle-orm/sqlite-core';

export const lite = pgTable('lite', { n: integer(), t: text() });
