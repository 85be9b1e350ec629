DROP VIEW "public"."top_nodes" CASCADE;
