REVOKE UPDATE (id) ON TABLE desk."in tray" FROM pg_signal_backend;

GRANT EXECUTE ON FUNCTION desk.f() TO PUBLIC;

REVOKE UPDATE, USAGE ON SEQUENCE desk.numbers FROM pg_monitor;

CREATE VIEW "desk"."out_tray" AS SELECT id
   FROM desk."in tray";

GRANT SELECT (id, text) ON TABLE desk."in tray" TO pg_signal_backend;

REVOKE USAGE ON TYPE desk.kind FROM PUBLIC;

GRANT CREATE ON SCHEMA desk TO pg_monitor;

GRANT DELETE, UPDATE ON TABLE desk."in tray" TO pg_monitor;

REVOKE GRANT OPTION FOR SELECT ON TABLE desk."in tray" FROM pg_read_all_stats;

GRANT SELECT ON TABLE desk."in tray" TO PUBLIC;

GRANT SELECT ON TABLE desk.out_tray TO pg_monitor, pg_read_all_stats;
