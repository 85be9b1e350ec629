SELECT 1 / (c = 9 AND f::jsonb = '{"a": 1}' AND g = 0)::int FROM tight;
