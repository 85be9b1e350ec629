CREATE TYPE "Grade" AS ENUM ('a', 'b', 'c');
COMMENT ON TYPE "Grade" IS 'of milk';
GRANT USAGE ON TYPE "Grade" TO pg_monitor;
ALTER TYPE "Grade" OWNER TO pg_read_all_stats;
CREATE DOMAIN good AS "Grade" CHECK (VALUE <= 'b'::"Grade");
CREATE FUNCTION next_grade("Grade") RETURNS "Grade" LANGUAGE sql IMMUTABLE AS $$SELECT CASE $1 WHEN 'a' THEN 'b' ELSE 'c' END::"Grade"$$;
CREATE FUNCTION best() RETURNS "Grade" LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT 'a'::"Grade"; END;
CREATE TABLE milk (
    id int PRIMARY KEY,
    grade "Grade" NOT NULL DEFAULT 'a',
    grades "Grade"[] DEFAULT '{a,b}',
    good good,
    CONSTRAINT milk_grade CHECK (grade <> 'c' OR id > 0));
CREATE INDEX milk_bad ON milk (id) WHERE grade = 'c';
CREATE INDEX milk_grade_idx ON milk (grade);
CREATE VIEW best_milk AS SELECT id, grade FROM milk WHERE grade = best();
ALTER TABLE milk ENABLE ROW LEVEL SECURITY;
CREATE POLICY drinkable ON milk USING (grade < 'c');
