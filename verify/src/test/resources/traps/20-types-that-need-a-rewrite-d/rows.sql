INSERT INTO tight VALUES (1, 'a', 1.25, '9', '2026-01-01 10:00+00', 5, '{"a": 1}', false);
