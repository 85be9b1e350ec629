SELECT 1 / (x = 'one')::int FROM b;
