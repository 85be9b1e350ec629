INSERT INTO mail VALUES (1, 'A@b');
