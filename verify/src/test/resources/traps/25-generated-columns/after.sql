SELECT 1 / (area = 24 AND edge = 7 AND ratio = 0)::int FROM rect;
