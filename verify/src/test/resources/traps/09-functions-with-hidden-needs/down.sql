DROP MATERIALIZED VIEW "public"."a_prices";

DROP TABLE "public"."a_bill";

DROP FUNCTION "public"."a_price"(text);

DROP TABLE "public"."a_factor";
