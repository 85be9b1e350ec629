import { sql } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pgcore';

export const partless = pgTable('partless', { n: text().default(sql`'x'`) });
