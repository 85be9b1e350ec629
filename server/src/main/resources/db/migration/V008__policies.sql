-- Rules of approval of an environment, in order (docs/people.md), and the labels that they may ask for.
CREATE TABLE approval_policy (
    environment_id bigint PRIMARY KEY REFERENCES environment ON DELETE CASCADE,
    rules          jsonb NOT NULL
);

ALTER TABLE change ADD COLUMN labels text[] NOT NULL DEFAULT '{}';
