SELECT 1 / (colour = 'green')::int FROM lamp WHERE id = 2;
