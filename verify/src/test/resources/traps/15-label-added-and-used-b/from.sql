CREATE TYPE mood AS ENUM ('calm', 'wild');
CREATE TABLE cat (id int PRIMARY KEY, mood mood NOT NULL DEFAULT 'calm', moods mood[]);
CREATE INDEX cat_wild ON cat (id) WHERE mood = 'wild';
CREATE VIEW wild_cats AS SELECT id FROM cat WHERE mood = 'wild';
