CREATE TYPE mood AS ENUM ('calm', 'playful', 'wild');
CREATE TABLE cat (id int PRIMARY KEY, mood mood NOT NULL DEFAULT 'playful', moods mood[],
    CONSTRAINT no_play CHECK (mood <> 'playful' OR id > 0));
CREATE INDEX cat_wild ON cat (id) WHERE mood = 'wild';
CREATE INDEX cat_playful ON cat (id) WHERE mood = 'playful';
CREATE VIEW wild_cats AS SELECT id FROM cat WHERE mood IN ('playful', 'wild');
