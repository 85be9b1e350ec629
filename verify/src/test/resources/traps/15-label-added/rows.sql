INSERT INTO parcel VALUES (1, DEFAULT), (2, 'sent');
