INSERT INTO land VALUES ('DE', 1, 'Germany'), ('NO', 2, 'Norway');
INSERT INTO town VALUES (1, 'NO', 'Norway');
