DO $sluice$
DECLARE was text := pg_catalog.current_setting('role');
BEGIN
    PERFORM pg_catalog.set_config('role', 'pg_signal_backend', true);
    REVOKE SELECT ON TABLE public.note FROM pg_read_all_stats;
    PERFORM pg_catalog.set_config('role', was, true);
END $sluice$;

CREATE VIEW "public"."notes" AS SELECT id
   FROM public.note;

DO $sluice$
DECLARE was text := pg_catalog.current_setting('role');
BEGIN
    PERFORM pg_catalog.set_config('role', 'pg_signal_backend', true);
    GRANT SELECT ON TABLE public.note TO pg_monitor;
    PERFORM pg_catalog.set_config('role', was, true);
END $sluice$;

DO $sluice$
DECLARE was text := pg_catalog.current_setting('role');
BEGIN
    PERFORM pg_catalog.set_config('role', 'pg_signal_backend', true);
    GRANT UPDATE ON TABLE public.note TO pg_monitor;
    PERFORM pg_catalog.set_config('role', was, true);
END $sluice$;

GRANT SELECT ON TABLE public.notes TO pg_signal_backend WITH GRANT OPTION;

DO $sluice$
DECLARE was text := pg_catalog.current_setting('role');
BEGIN
    PERFORM pg_catalog.set_config('role', 'pg_signal_backend', true);
    GRANT SELECT ON TABLE public.notes TO pg_monitor;
    PERFORM pg_catalog.set_config('role', was, true);
END $sluice$;
