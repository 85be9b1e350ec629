CREATE TABLE maker (id int, name text, town text, CONSTRAINT maker_key PRIMARY KEY (id) INCLUDE (name));
CREATE TABLE tool (id int PRIMARY KEY, maker int);
CREATE VIEW tools_of AS SELECT m.id, m.name, m.town, count(t.id) AS n FROM maker m LEFT JOIN tool t ON t.maker = m.id GROUP BY m.id;
