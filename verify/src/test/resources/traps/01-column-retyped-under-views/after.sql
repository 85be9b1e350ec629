SELECT 1 / (pieces = 43)::int FROM line_stats;
