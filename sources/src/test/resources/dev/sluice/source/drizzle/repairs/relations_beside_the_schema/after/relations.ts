import { relations } from "drizzle-orm/relations";
import { people7, pets7 } from "./schema";

export const people7Relations = relations(people7, ({one, many}) => ({
	pets7s: many(pets7),
}));
