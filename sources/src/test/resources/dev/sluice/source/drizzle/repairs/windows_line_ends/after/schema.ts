import { pgTable, integer } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";

export const windows = pgTable("windows", {
  n: integer().default(sql`1`),
});
