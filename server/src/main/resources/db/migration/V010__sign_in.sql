-- Sessions, second factors, and fresh proof of who somebody is.
-- Counts up when all sessions of a person end: a sign-in that is under way then is void too.
ALTER TABLE person ADD COLUMN session_epoch int NOT NULL DEFAULT 0;
-- Sessions of before don't say when they began: everybody signs in once more.
DELETE FROM spring_session;

-- The secret is sealed under the key file; it counts from confirmed_at on. A code counts once:
-- last_step is the newest time step whose code was taken.
CREATE TABLE totp (
    person_id    bigint PRIMARY KEY REFERENCES person,
    sealed       text NOT NULL,
    made_at      timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz,
    last_step    bigint NOT NULL DEFAULT 0
);

-- SHA-256 of 80 random bits each; a row goes when its code is used.
CREATE TABLE recovery_code (
    person_id bigint NOT NULL REFERENCES person,
    hash      bytea NOT NULL,
    PRIMARY KEY (person_id, hash)
);

-- When the person who made the token had shown who they are.
ALTER TABLE token ADD COLUMN proved_at timestamptz;

-- What approving for an environment asks of the approver's sign-in.
ALTER TABLE environment ADD COLUMN step_up boolean NOT NULL DEFAULT false;
ALTER TABLE environment ADD COLUMN require_totp boolean NOT NULL DEFAULT false;
