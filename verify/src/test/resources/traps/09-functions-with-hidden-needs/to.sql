CREATE TABLE "base rate" (code text PRIMARY KEY, rate numeric NOT NULL);
CREATE TABLE a_factor (code text PRIMARY KEY, factor numeric NOT NULL);
CREATE FUNCTION a_price(code text) RETURNS numeric LANGUAGE sql IMMUTABLE AS
    'SELECT max(b.rate * coalesce(f.factor, 1)) FROM public."base rate" b LEFT JOIN public.a_factor f ON f.code = b.code WHERE b.code = $1';
CREATE TABLE a_bill (code text, price numeric DEFAULT a_price('A'), priced numeric GENERATED ALWAYS AS (a_price(code)) STORED,
    CHECK (a_price(code) > 0));
CREATE INDEX a_bill_price ON a_bill (a_price(code));
CREATE MATERIALIZED VIEW a_prices AS SELECT code, a_price(code) AS price FROM "base rate";
