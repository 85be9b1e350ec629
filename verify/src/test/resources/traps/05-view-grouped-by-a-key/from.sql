CREATE TABLE maker (id int CONSTRAINT maker_pkey PRIMARY KEY, name text, town text);
CREATE TABLE tool (id int PRIMARY KEY, maker int);
CREATE VIEW tools_of AS SELECT m.id, m.name, m.town, count(t.id) AS n FROM maker m LEFT JOIN tool t ON t.maker = m.id GROUP BY m.id;
