CREATE TABLE rect (id int PRIMARY KEY, w int, h int,
    area int GENERATED ALWAYS AS (w * h * 2) STORED,
    edge int,
    ratio int GENERATED ALWAYS AS (w / nullif(h, 0)) STORED,
    wide text GENERATED ALWAYS AS ((w > h)::text) STORED);
CREATE INDEX rect_area ON rect (area);
CREATE VIEW areas AS SELECT id, area FROM rect;
COMMENT ON COLUMN rect.area IS 'in square metres';
GRANT SELECT (area) ON rect TO pg_monitor;
