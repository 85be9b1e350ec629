ALTER VIEW "public"."open_rooms" SET (security_invoker=true, check_option=cascaded);

ALTER VIEW "public"."open_rooms" RESET (security_barrier);

ALTER VIEW "public"."first_rooms" SET (security_barrier=true);
