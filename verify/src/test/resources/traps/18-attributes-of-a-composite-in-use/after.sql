INSERT INTO firm VALUES (3, ROW('Hill 1', 'Bath', 'GB'));
SELECT 1 / (town(at) = 'Bath')::int FROM firm WHERE id = 3;
