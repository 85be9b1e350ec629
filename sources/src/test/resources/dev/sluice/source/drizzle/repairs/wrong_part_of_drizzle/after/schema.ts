import { pgTable, text } from 'drizzle-orm/pg-core';
import { relations, sql } from 'drizzle-orm';

export const parts = pgTable('parts', { n: text().default(sql`'x'`) });
export const partsRelations = relations(parts, () => ({}));
