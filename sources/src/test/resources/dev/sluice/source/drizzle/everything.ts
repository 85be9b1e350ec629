import { eq, gt, relations, sql } from "drizzle-orm";
import {
    bigint, bigserial, bit, boolean, char, check, cidr, customType, date, doublePrecision, foreignKey, index, inet,
    integer, interval, json, jsonb, line, macaddr, macaddr8, numeric, pgEnum, pgMaterializedView, pgPolicy, pgRole,
    pgSchema, pgSequence, pgTable, pgView, point, primaryKey, real, serial, smallint, smallserial, text, time,
    timestamp, unique, uniqueIndex, uuid, varchar, type AnyPgColumn,
} from "drizzle-orm/pg-core";

export const billing = pgSchema("billing");
export const mood = pgEnum("mood", ["sad", "it's ok", "back\\slash"]);
export const invoiceState = billing.enum("invoice State", ["open", "paid"]);
export const ticket = pgSequence("ticket", { startWith: 100, increment: 5, maxValue: "9007199254740993", cycle: true });
export const down = billing.sequence("down", { increment: -2 });
const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

export const users = pgTable("users", {
    id: serial().primaryKey(),
    publicId: uuid("public_id").defaultRandom().notNull().unique(),
    email: varchar({ length: 320 }).notNull().unique("users_email_once", { nulls: "not distinct" }),
    nick: text().default("it's \\ \"here\""),
    feeling: mood("feeling").default("it's ok").notNull(),
    feelings: mood("feelings").array().default(["sad"]),
    tags: text().array().notNull().default(["a,b", 'c"d', "e'f", "g\\h", ""]),
    empty: text().array().default([]),
    grid: integer().array(3).array().default([[1, 2], [3, 4]]),
    settings: jsonb().default({ quote: "it's", deep: { a: [1, "x"] } }),
    word: json().default("plain"),
    big: bigint({ mode: "bigint" }).default(sql`9007199254740993`),
    small: bigint({ mode: "number" }).default(7),
    price: numeric({ precision: 12, scale: 2 }).default("1.50"),
    ratio: doublePrecision().default(0.25),
    narrow: real(),
    born: date({ mode: "date" }).default(new Date("2024-01-02T00:00:00Z")),
    bornText: date("born_text").default("2024-01-02"),
    seen: timestamp({ precision: 3, withTimezone: true }).defaultNow(),
    made: timestamp().default(new Date("2024-01-02T03:04:05.678Z")),
    wakes: time({ precision: 0, withTimezone: true }),
    span: interval({ fields: "day to second", precision: 3 }),
    ok: boolean().default(true),
    flags: bit({ dimensions: 4 }),
    place: point().default([1, 2]),
    spot: point({ mode: "xy" }).default({ x: 3, y: 4 }),
    edge: line(),
    ip: inet().default("127.0.0.1"),
    net: cidr(),
    mac: macaddr(),
    mac8: macaddr8(),
    letter: char({ length: 2 }),
    code: smallint(),
    little: smallserial(),
    large: bigserial({ mode: "bigint" }),
    raw: bytea(),
    upper: text().generatedAlwaysAs((): ReturnType<typeof sql> => sql`upper(${users.nick})`),
    boss: integer().references((): AnyPgColumn => users.id, { onDelete: "set null", onUpdate: "cascade" }),
}, (t) => [
    index("users_nick_idx").using("btree", t.nick.desc().nullsFirst(), t.email.op("varchar_pattern_ops")),
    index("users_lower_idx").on(sql`lower(${t.email})`),
    index("users_hash").using("hash", t.nick),
    index("users_tags").using("gin", t.tags).with({ fastupdate: false }),
    index().on(t.born, t.code.desc()),
    uniqueIndex("users_live").on(t.email).where(sql`${t.ok} is true and ${t.code} > ${3}`),
    check("users_code", sql`${t.code} > ${0} and ${t.nick} ~ '^\\w+$' -- why`),
    check("users_email_known", sql`${t.email} in ('a', 'b')`),
    unique("users_pair").on(t.code, t.born).nullsNotDistinct(),
    pgPolicy("users_own", { for: "select", to: "public", using: sql`${t.id} > 0` }),
    pgPolicy("users_write", { as: "restrictive", for: "insert", to: ["pg_monitor", "pg_read_all_data"], withCheck: sql`${t.ok}` }),
]);

export const teams = billing.table("teams", {
    id: integer().generatedAlwaysAsIdentity({ startWith: 10, increment: 3, cache: 5 }).primaryKey(),
    other: bigint({ mode: "number" }).generatedByDefaultAsIdentity({ name: "other_numbers" }),
    back: integer().generatedByDefaultAsIdentity({ increment: -1 }),
    state: invoiceState("state").default("open"),
    owner: integer().notNull().references(() => users.id),
}).enableRLS();

export const members = pgTable("members", {
    teamId: integer("team_id"),
    userId: integer("user_id"),
    since: timestamp({ mode: "string", precision: 6 }),
}, (t) => [
    primaryKey({ columns: [t.userId, t.teamId] }),
    foreignKey({ columns: [t.teamId], foreignColumns: [teams.id], name: "members_team" }).onDelete("cascade"),
]);

export const pieces = pgTable("pieces", { a: integer(), b: integer(), x: integer(), y: integer() }, (t) => [
    primaryKey({ name: "pieces_key", columns: [t.b, t.a] }),
    foreignKey({ columns: [t.y, t.x], foreignColumns: [t.b, t.a] }),
]);

export const aVeryLongTableNameThatGoesOnAndOnAndOnUntilItIsTooLongForIt = pgTable(
    "a_very_long_table_name_that_goes_on_and_on_and_on_until_it_is_too_long", { an_id_with_a_long_name: serial() });

export const liveUsers = pgView("live_users").with({ securityBarrier: true }).as((q) =>
    q.select({ id: users.id, email: users.email, n: sql<number>`length(${users.email})`.as("n") })
        .from(users).where(eq(users.ok, true)));
export const liveCounts = billing.view("live_counts").as((q) => q.select({ id: liveUsers.id }).from(liveUsers).where(gt(liveUsers.id, 5)));
export const counted = pgMaterializedView("counted", { n: bigint("n", { mode: "number" }) }).withNoData().as(sql`select count(*) as n from ${users};`);
export const known = pgView("known", { id: integer("id") }).existing();
export const watcher = pgRole("sluice_test_watcher").existing();
export const usersRelations = relations(users, ({ many }) => ({ members: many(members) }));
