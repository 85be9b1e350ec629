import { pgTable } from "drizzle-orm/pg-core";

export const windows = pgTable("windows", {
  n: integer().default(sql`1`),
});
