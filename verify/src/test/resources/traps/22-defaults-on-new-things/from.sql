CREATE SEQUENCE old_numbers;
CREATE TABLE ticket (id int PRIMARY KEY, number bigint DEFAULT nextval('old_numbers'), code text DEFAULT 'x');
