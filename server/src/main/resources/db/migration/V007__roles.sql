-- Roles with a scope in place of "administrator" and "member of a project"; groups; service accounts.
ALTER TABLE environment ADD UNIQUE (id, project_id);

-- A service account has no password and only tokens that an administrator made.
ALTER TABLE person ADD COLUMN kind text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'service'));
ALTER TABLE person ADD CHECK (kind = 'person' OR password_hash IS NULL);

CREATE TABLE person_group (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name    text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    made_at timestamptz NOT NULL DEFAULT now()
);

-- by_id: who let them in; 0 is the server. Approvals ask for it.
CREATE TABLE group_member (
    group_id  bigint NOT NULL REFERENCES person_group ON DELETE CASCADE,
    person_id bigint NOT NULL REFERENCES person,
    by_id     bigint NOT NULL DEFAULT 0,
    added_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (group_id, person_id)
);
CREATE INDEX group_member_person ON group_member (person_id);

-- project_id null: everywhere. environment_id null: all environments of the project.
CREATE TABLE role_grant (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id      bigint REFERENCES person,
    group_id       bigint REFERENCES person_group ON DELETE CASCADE,
    role           text NOT NULL CHECK (role IN
        ('administrator', 'operator', 'approver', 'developer', 'viewer', 'auditor')),
    project_id     bigint REFERENCES project ON DELETE CASCADE,
    environment_id bigint,
    by_id          bigint NOT NULL DEFAULT 0,
    made_at        timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(person_id, group_id) = 1),
    CHECK (environment_id IS NULL OR project_id IS NOT NULL),
    FOREIGN KEY (environment_id, project_id) REFERENCES environment (id, project_id) ON DELETE CASCADE,
    UNIQUE NULLS NOT DISTINCT (person_id, group_id, role, project_id, environment_id)
);
CREATE INDEX role_grant_group ON role_grant (group_id);

INSERT INTO role_grant (person_id, role)
SELECT id, 'administrator' FROM person WHERE administrator ORDER BY id;
INSERT INTO role_grant (person_id, role, project_id, made_at)
SELECT person_id, role, project_id, added_at
FROM project_member CROSS JOIN unnest(ARRAY['developer', 'approver', 'operator']) AS role
ORDER BY added_at;

DROP TABLE project_member;
ALTER TABLE person DROP COLUMN administrator;

-- Who made a token for a service account: they have a hand in what it releases.
ALTER TABLE token ADD COLUMN made_by bigint REFERENCES person;
ALTER TABLE revision ADD COLUMN token_maker_id bigint;
