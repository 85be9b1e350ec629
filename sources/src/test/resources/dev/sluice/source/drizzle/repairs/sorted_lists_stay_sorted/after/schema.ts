import { sql } from "drizzle-orm";
import {
    integer,
    pgTable,
    text,
    uuid, // keys
    varchar,
} from "drizzle-orm/pg-core";

export const sorted = pgTable("sorted", {
    id: uuid().default(sql`gen_random_uuid()`),
    n: integer(),
    t: text(),
    v: varchar({ length: 3 }),
});
