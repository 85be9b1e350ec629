CREATE TABLE hole (id int PRIMARY KEY, n bigint, gone text, CONSTRAINT n_first UNIQUE (n, id));
CREATE VIEW holes AS SELECT * FROM hole;
