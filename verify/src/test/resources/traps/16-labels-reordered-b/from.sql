CREATE TYPE level AS ENUM ('low', 'high', 'middle');
CREATE TABLE tide (id int PRIMARY KEY, level level);
CREATE INDEX tide_level ON tide (level);
