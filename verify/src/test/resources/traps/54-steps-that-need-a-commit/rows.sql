INSERT INTO walk VALUES (1, 'one');
