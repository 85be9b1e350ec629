import { integer, pgTable } from "drizzle-orm/pg-core";
import { integer as int } from "drizzle-orm/pg-core";

export const twice = pgTable("twice", { n: integer(), m: int() });
