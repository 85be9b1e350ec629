ALTER VIEW "public"."open_rooms" SET (security_barrier=true, check_option=local);

ALTER VIEW "public"."open_rooms" RESET (security_invoker);

ALTER VIEW "public"."first_rooms" RESET (security_barrier);
