import { pgSchema } from "drizzle-orm/pg-core";

export const billing = pgSchema("billing");
export const invoiceState = billing.enum("invoice_state", ["open", "paid"]);
