import { pgTable, sql } from 'drizzle-orm/pg-core';
import { relations, text } from 'drizzle-orm';

export const parts = pgTable('parts', { n: text().default(sql`'x'`) });
export const partsRelations = relations(parts, () => ({}));
