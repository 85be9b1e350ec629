SELECT 1 / (max(level) = 'high')::int FROM tide;
