import { pgEnum } from "drizzle-orm/pg-core"

export const b16e = pgEnum("b16e", ['a'])
