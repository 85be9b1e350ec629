INSERT INTO ticket (id) VALUES (3);
SELECT 1 / (number = 100 AND code = 'T101' AND kind = 'phone')::int FROM ticket WHERE id = 3;
