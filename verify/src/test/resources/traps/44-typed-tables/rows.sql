INSERT INTO worker VALUES (1, 'Ada');
INSERT INTO guest VALUES (2, 'Bo');
INSERT INTO child VALUES (3, 'Cy');
