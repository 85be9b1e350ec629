INSERT INTO member VALUES (1, 'a@b', '2020-02-02');
INSERT INTO entry VALUES ('2026-05-05', 'n'), ('2027-05-05', 'm');
