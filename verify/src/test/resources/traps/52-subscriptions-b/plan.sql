DO $sluice$ BEGIN ALTER SUBSCRIPTION "old one" DISABLE; ALTER SUBSCRIPTION "old one" SET (slot_name = NONE); DROP SUBSCRIPTION "old one"; END $sluice$;

ALTER SUBSCRIPTION kept SET PUBLICATION p, "q q" WITH (refresh = false);

ALTER SUBSCRIPTION kept SET (binary = true);

CREATE SUBSCRIPTION "new one" CONNECTION 'host=db.example.org user=ada password=(secret)' PUBLICATION p, q WITH (connect = false, slot_name = NONE, streaming = parallel);
