import { bigint, inet, text, varchar } from "drizzle-orm/pg-core";
import { billing } from "../enums.js";

export const customers = billing.table("customers", {
    id: bigint({ mode: "bigint" }).primaryKey().generatedByDefaultAsIdentity(),
    name: varchar({ length: 80 }).notNull(),
    note: text(),
    seenFrom: inet(),
});

export type Customer = typeof customers.$inferSelect;
