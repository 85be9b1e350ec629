import { sql } from "drizzle-orm";
import { bigint, date, index, type AnyPgColumn } from "drizzle-orm/pg-core";
import { billing, invoiceState } from "./enums.js";
import { customers } from "./people/customers.js";

export const invoices = billing.table(
    "invoices",
    {
        id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
        corrects: bigint({ mode: "bigint" }).references((): AnyPgColumn => invoices.id),
        customer: bigint({ mode: "bigint" }).references(() => customers.id),
        due: date().default(sql`current_date + 14`),
        state: invoiceState().notNull().default("open"),
    },
    (table) => [index("invoices_due").on(table.due).where(sql`${table.state} = 'open'`)],
);
