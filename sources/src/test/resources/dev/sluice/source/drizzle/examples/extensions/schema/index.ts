export * from "./enums.js";
export * from "./invoices.js";
export * from "./people/customers.js";
