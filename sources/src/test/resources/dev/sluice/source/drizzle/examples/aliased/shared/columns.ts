import { timestamp, uuid } from 'drizzle-orm/pg-core';

export const key = () => uuid().primaryKey().defaultRandom();

export const stamps = {
  createdAt: timestamp().notNull().defaultNow(),
  updatedAt: timestamp().notNull().defaultNow(),
};
