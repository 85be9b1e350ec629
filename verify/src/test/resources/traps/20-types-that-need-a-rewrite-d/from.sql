CREATE TABLE tight (id int PRIMARY KEY, a varchar(20), b numeric(12,4), c text DEFAULT '7', d timestamptz, e bigint, f jsonb, g boolean DEFAULT true);
CREATE INDEX tight_c ON tight (c);
