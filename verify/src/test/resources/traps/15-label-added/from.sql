CREATE TYPE "order state" AS ENUM ('new', 'sent');
CREATE TABLE parcel (id int PRIMARY KEY, state "order state" NOT NULL DEFAULT 'new');
CREATE VIEW open_parcels AS SELECT id FROM parcel WHERE state <> 'sent';
