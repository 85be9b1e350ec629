INSERT INTO person VALUES (3000000000, 'Cy');
INSERT INTO pet (person) VALUES (3000000000);
SELECT 1 / (max_value > 3000000000)::int FROM pg_sequences WHERE sequencename = 'pet_id_seq';
