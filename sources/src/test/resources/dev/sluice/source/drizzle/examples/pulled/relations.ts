import { relations } from "drizzle-orm/relations"
import { authors, articles } from "./schema"

export const articlesRelations = relations(articles, ({one}) => ({
	author: one(authors, {
		fields: [articles.authorId],
		references: [authors.id]
	}),
}));

export const authorsRelations = relations(authors, ({many}) => ({
	articles: many(articles),
}));
