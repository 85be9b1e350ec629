SELECT 1 / (n = 2)::int FROM daily;
