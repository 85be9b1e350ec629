import { customType, pgTable } from 'drizzle-orm/pg-core';

const Bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

export const files = pgTable('files', {
  a: Bytes('a'),
  b: Bytes('b'),
});
