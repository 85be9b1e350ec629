INSERT INTO guest VALUES (1, 'Ada', '0'), (2, 'Émile', NULL);
