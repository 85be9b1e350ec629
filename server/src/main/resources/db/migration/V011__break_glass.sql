-- Who may ask for and confirm an emergency start.
ALTER TABLE person ADD COLUMN break_glass boolean NOT NULL DEFAULT false;

-- An emergency start of one digest in one environment: asked for by one person, confirmed by another.
CREATE TABLE break_glass (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    revision_id    bigint NOT NULL REFERENCES revision,
    environment_id bigint NOT NULL REFERENCES environment,
    digest         text NOT NULL,
    past           text NOT NULL,
    reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    asker_id       bigint NOT NULL REFERENCES person,
    asker          text NOT NULL,
    asked_at       timestamptz NOT NULL DEFAULT now(),
    confirmer_id   bigint REFERENCES person CHECK (confirmer_id <> asker_id),
    confirmer      text,
    confirmed_at   timestamptz,
    CHECK ((confirmer_id IS NULL) = (confirmed_at IS NULL))
);
CREATE INDEX break_glass_revision ON break_glass (revision_id, environment_id);
