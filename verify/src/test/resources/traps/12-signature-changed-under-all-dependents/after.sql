SELECT 1 / (halved = 150)::int FROM box WHERE id = 2;
