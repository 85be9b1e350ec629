CREATE SUBSCRIPTION "new one" CONNECTION 'host=db.example.org user=ada password=battery' PUBLICATION p, q WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION kept CONNECTION 'host=db.example.org user=ada password=horse' PUBLICATION p, "q q" WITH (connect = false, slot_name = NONE, binary = true);
