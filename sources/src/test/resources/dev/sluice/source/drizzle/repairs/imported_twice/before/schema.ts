import { integer, pgTable } from "drizzle-orm/pg-core";
import { pgTable, integer as int } from "drizzle-orm/pg-core";

export const twice = pgTable("twice", { n: integer(), m: int() });
