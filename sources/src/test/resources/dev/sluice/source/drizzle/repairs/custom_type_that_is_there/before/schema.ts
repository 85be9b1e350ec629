import { customType, pgTable } from 'drizzle-orm/pg-core';

const Bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

export const files = pgTable('files', {
  // TODO: failed to parse database type 'bytea'
  a: unknown('a'),
  b: Bytes('b'),
});
