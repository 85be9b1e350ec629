-- The ledger of Sluice, form 1. Rows are only ever added; the hash chain shows what was changed around that.
CREATE SCHEMA sluice;
COMMENT ON SCHEMA sluice IS 'Sluice ledger, form 1. Written by Sluice only; do not edit.';

CREATE TABLE sluice.applied (
    project text NOT NULL,
    migration_digest text NOT NULL,
    generation integer NOT NULL,
    direction text NOT NULL CHECK (direction IN ('up', 'down')),
    tag text NOT NULL,
    origin text NOT NULL CHECK (origin IN ('sluice', 'adopted', 'baseline')),
    change_no bigint,
    revision_digest text,
    run_id text NOT NULL,
    attempt integer NOT NULL,
    epoch bigint NOT NULL,
    fingerprint_before text,
    fingerprint_after text,
    at timestamptz NOT NULL,
    by text NOT NULL,
    prev_hash text NOT NULL,
    row_hash text NOT NULL UNIQUE,
    PRIMARY KEY (project, migration_digest, generation, direction),
    UNIQUE (project, prev_hash)
);

CREATE TABLE sluice.step (
    project text NOT NULL,
    migration_digest text NOT NULL,
    generation integer NOT NULL,
    direction text NOT NULL CHECK (direction IN ('up', 'down')),
    step_no integer NOT NULL,
    kind text NOT NULL,
    statement_hash text NOT NULL,
    state text NOT NULL CHECK (state IN ('intent', 'applied')),
    at timestamptz NOT NULL,
    PRIMARY KEY (project, migration_digest, generation, direction, step_no)
);

CREATE TABLE sluice.managed (
    server text NOT NULL,
    project text NOT NULL,
    environment text NOT NULL
);
CREATE UNIQUE INDEX managed_once ON sluice.managed ((true));

CREATE FUNCTION sluice.applied_is_legal() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $body$
DECLARE
    ups integer;
    downs integer;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'sluice.applied is append-only: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT count(*) FILTER (WHERE direction = 'up'), count(*) FILTER (WHERE direction = 'down') INTO ups, downs
    FROM sluice.applied WHERE project = NEW.project AND migration_digest = NEW.migration_digest;
    IF NEW.direction = 'up' AND (ups <> downs OR NEW.generation <> ups + 1)
       OR NEW.direction = 'down' AND (ups <> downs + 1 OR NEW.generation <> ups) THEN
        RAISE EXCEPTION 'the ledger already says otherwise: % of % (generation %) does not follow % ups and % downs',
            NEW.direction, NEW.tag, NEW.generation, ups, downs USING ERRCODE = 'unique_violation';
    END IF;
    IF NEW.prev_hash <> '' AND NOT EXISTS (
        SELECT FROM sluice.applied WHERE project = NEW.project AND row_hash = NEW.prev_hash) THEN
        RAISE EXCEPTION 'the ledger row of % hangs on no other row', NEW.tag USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $body$;

CREATE FUNCTION sluice.step_is_legal() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'intent' THEN
            RAISE EXCEPTION 'a step begins as an intent' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'intent' AND NEW.state = 'applied'
       AND (OLD.project, OLD.migration_digest, OLD.generation, OLD.direction, OLD.step_no, OLD.kind, OLD.statement_hash)
         = (NEW.project, NEW.migration_digest, NEW.generation, NEW.direction, NEW.step_no, NEW.kind, NEW.statement_hash) THEN
        RETURN NEW;
    END IF;
    -- begun in vain, and nothing of it is left
    IF TG_OP = 'DELETE' AND OLD.state = 'intent' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'of sluice.step an intent becomes applied or goes, and nothing else: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $body$;

CREATE TRIGGER legal BEFORE INSERT OR UPDATE OR DELETE ON sluice.applied FOR EACH ROW EXECUTE FUNCTION sluice.applied_is_legal();
CREATE TRIGGER kept BEFORE TRUNCATE ON sluice.applied FOR EACH STATEMENT EXECUTE FUNCTION sluice.applied_is_legal();
CREATE TRIGGER legal BEFORE INSERT OR UPDATE OR DELETE ON sluice.step FOR EACH ROW EXECUTE FUNCTION sluice.step_is_legal();
CREATE TRIGGER kept BEFORE TRUNCATE ON sluice.step FOR EACH STATEMENT EXECUTE FUNCTION sluice.step_is_legal();
