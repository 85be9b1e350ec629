CREATE TABLE land (code text NOT NULL CONSTRAINT land_code UNIQUE, number int NOT NULL CONSTRAINT land_pkey PRIMARY KEY, name text);
CREATE UNIQUE INDEX land_name ON land (name) INCLUDE (number);
CREATE TABLE town (id int PRIMARY KEY, land text NOT NULL, land_name text,
    CONSTRAINT town_land FOREIGN KEY (land) REFERENCES land (code) ON UPDATE CASCADE);
ALTER TABLE town ADD CONSTRAINT town_name FOREIGN KEY (land_name) REFERENCES land (name) NOT VALID;
COMMENT ON CONSTRAINT town_land ON town IS 'where it lies';
