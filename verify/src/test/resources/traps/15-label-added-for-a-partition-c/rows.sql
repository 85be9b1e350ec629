INSERT INTO visit VALUES ('north', 1);
