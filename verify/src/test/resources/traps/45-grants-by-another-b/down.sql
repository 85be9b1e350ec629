DO $sluice$
DECLARE was text := pg_catalog.current_setting('role');
BEGIN
    PERFORM pg_catalog.set_config('role', 'pg_signal_backend', true);
    REVOKE SELECT ON TABLE public.note FROM pg_monitor;
    PERFORM pg_catalog.set_config('role', was, true);
END $sluice$;

DO $sluice$
DECLARE was text := pg_catalog.current_setting('role');
BEGIN
    PERFORM pg_catalog.set_config('role', 'pg_signal_backend', true);
    REVOKE UPDATE ON TABLE public.note FROM pg_monitor;
    PERFORM pg_catalog.set_config('role', was, true);
END $sluice$;

DROP VIEW "public"."notes";

DO $sluice$
DECLARE was text := pg_catalog.current_setting('role');
BEGIN
    PERFORM pg_catalog.set_config('role', 'pg_signal_backend', true);
    GRANT SELECT ON TABLE public.note TO pg_read_all_stats;
    PERFORM pg_catalog.set_config('role', was, true);
END $sluice$;
