-- The trail. Rows are only ever added; docs/audit.md says what row_hash covers.
CREATE TABLE audit_event (
    seq        bigint PRIMARY KEY,
    at         timestamptz NOT NULL,
    person_id  bigint NOT NULL,
    person     text NOT NULL,
    token_id   bigint,
    action     text NOT NULL,
    project_id bigint,
    subject    text NOT NULL,
    detail     text NOT NULL,
    prev_hash  text NOT NULL UNIQUE,
    row_hash   text NOT NULL UNIQUE
);
CREATE INDEX audit_event_subject ON audit_event (project_id, subject, seq);

CREATE FUNCTION audit_event_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are never changed or removed';
END $$;
CREATE TRIGGER audit_event_stands BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_stands();
CREATE TRIGGER audit_event_stays BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_stands();
