INSERT INTO word VALUES (1, 'Äpfel', 'a'), (2, 'Birnen', NULL);
