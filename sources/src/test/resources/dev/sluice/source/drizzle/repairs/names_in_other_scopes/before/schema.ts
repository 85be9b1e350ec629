import { pgTable, text, integer, index } from 'drizzle-orm/pg-core';

function named(text: string, { index }: { index: number }) {
  const integer = text.length + index;
  return `${integer}`;
}

export const scoped = pgTable(named('scoped', { index: 1 }), (t) => ({ text: t.text(), n: t.integer() }));
