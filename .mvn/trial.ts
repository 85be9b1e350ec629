import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgEnum, pgTable, pgView, serial, text, timestamp, uniqueIndex, uuid, varchar } from "drizzle-orm/pg-core";

// What the build runs once to see which classes a command loads; see build.sh.
export const mood = pgEnum("mood", ["up", "down"]);
export const one = pgTable(
  "one",
  {
    id: serial().primaryKey(),
    key: uuid().defaultRandom().notNull(),
    name: varchar({ length: 40 }).notNull().unique(),
    mood: mood().default("up"),
    on: boolean().default(true).notNull(),
    data: jsonb().default({}),
    tags: text().array(),
    made: timestamp({ withTimezone: true }).defaultNow(),
  },
  (t) => [index("one_made").on(t.made.desc()), uniqueIndex("one_lower").on(sql`lower(${t.name})`), check("one_name", sql`${t.name} <> ''`)],
);
export const two = pgTable("two", { id: integer().primaryKey().generatedAlwaysAsIdentity(), one: integer().references(() => one.id, { onDelete: "cascade" }) });
export const names = pgView("names").as((qb) => qb.select({ name: one.name }).from(one));
