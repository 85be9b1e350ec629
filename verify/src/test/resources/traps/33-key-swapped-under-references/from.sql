CREATE TABLE land (code text CONSTRAINT land_pkey PRIMARY KEY, number int NOT NULL UNIQUE, name text);
CREATE UNIQUE INDEX land_name ON land (name);
CREATE TABLE town (id int PRIMARY KEY, land text NOT NULL, land_name text,
    CONSTRAINT town_land FOREIGN KEY (land) REFERENCES land (code) ON UPDATE CASCADE);
ALTER TABLE town ADD CONSTRAINT town_name FOREIGN KEY (land_name) REFERENCES land (name) NOT VALID;
COMMENT ON CONSTRAINT town_land ON town IS 'where it lies';
