import {
  bigint, // for counters
  integer, // for keys
  // tables
  pgTable,
  uuid, /* gone */
} from "drizzle-orm/pg-core"; // the core

export const commented = pgTable("commented", { n: integer() });
