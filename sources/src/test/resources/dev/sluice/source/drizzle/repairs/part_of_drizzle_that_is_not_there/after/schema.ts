import { sql } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pg-core';

export const partless = pgTable('partless', { n: text().default(sql`'x'`) });
