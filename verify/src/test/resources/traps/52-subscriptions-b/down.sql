DO $sluice$ BEGIN ALTER SUBSCRIPTION "new one" DISABLE; ALTER SUBSCRIPTION "new one" SET (slot_name = NONE); DROP SUBSCRIPTION "new one"; END $sluice$;

ALTER SUBSCRIPTION kept SET PUBLICATION p WITH (refresh = false);

ALTER SUBSCRIPTION kept SET (binary = false);

CREATE SUBSCRIPTION "old one" CONNECTION 'host=db.example.org user=ada password=(secret)' PUBLICATION p WITH (connect = false, slot_name = NONE, streaming = parallel);
