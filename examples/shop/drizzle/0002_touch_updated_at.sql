-- Keeps customers.updated_at true, whoever writes.
CREATE FUNCTION "public"."touch_updated_at"() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "customers_touch_updated_at"
BEFORE UPDATE ON "public"."customers"
FOR EACH ROW EXECUTE FUNCTION "public"."touch_updated_at"();
