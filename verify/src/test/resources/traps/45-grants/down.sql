REVOKE SELECT (id, text) ON TABLE desk."in tray" FROM pg_signal_backend;

GRANT USAGE ON TYPE desk.kind TO PUBLIC;

REVOKE CREATE ON SCHEMA desk FROM pg_monitor;

REVOKE DELETE, UPDATE ON TABLE desk."in tray" FROM pg_monitor;

REVOKE SELECT ON TABLE desk."in tray" FROM PUBLIC;

DROP VIEW "desk"."out_tray";

GRANT UPDATE (id) ON TABLE desk."in tray" TO pg_signal_backend;

REVOKE EXECUTE ON FUNCTION desk.f() FROM PUBLIC;

GRANT UPDATE, USAGE ON SEQUENCE desk.numbers TO pg_monitor;

GRANT SELECT ON TABLE desk."in tray" TO pg_read_all_stats WITH GRANT OPTION;
