CREATE TABLE rect (id int PRIMARY KEY, w int, h int,
    area int GENERATED ALWAYS AS (w * h) STORED,
    edge int GENERATED ALWAYS AS (w + h) STORED,
    ratio int,
    wide boolean GENERATED ALWAYS AS (w > h) STORED);
CREATE INDEX rect_area ON rect (area);
CREATE VIEW areas AS SELECT id, area FROM rect;
COMMENT ON COLUMN rect.area IS 'in square metres';
GRANT SELECT (area) ON rect TO pg_monitor;
