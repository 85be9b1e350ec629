CREATE TABLE room (id int, closed boolean);
CREATE VIEW open_rooms WITH (security_barrier = true, check_option = local) AS SELECT id, closed FROM room WHERE NOT closed;
CREATE VIEW first_rooms AS SELECT id FROM open_rooms WHERE id < 10;
