INSERT INTO old.customer ("first name") VALUES ('Ada');
INSERT INTO old.bill VALUES (1, 1);
