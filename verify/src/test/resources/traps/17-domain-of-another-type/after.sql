INSERT INTO account VALUES (2, 0.5, NULL, '{1.25}');
