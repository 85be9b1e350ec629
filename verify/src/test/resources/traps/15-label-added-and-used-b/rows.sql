INSERT INTO cat VALUES (1, 'wild', '{calm,wild}'), (2, 'calm', NULL);
