CREATE SUBSCRIPTION "old one" CONNECTION 'host=db.example.org user=ada password=horse' PUBLICATION p WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION kept CONNECTION 'host=db.example.org user=ada password=horse' PUBLICATION p WITH (connect = false, slot_name = NONE);
