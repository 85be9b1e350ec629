SELECT 1 / (nextval('kept') BETWEEN 4 AND 30)::int;
SELECT 1 / (nextval('below') = 6)::int;
SELECT 1 / (nextval('shrinks') = 2)::int;
SELECT 1 / (nextval('narrow') = 1500)::int;
