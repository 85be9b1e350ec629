SELECT 1 / (halved = 150.5)::int FROM box WHERE id = 2;
