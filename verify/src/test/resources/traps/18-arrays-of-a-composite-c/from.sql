CREATE TYPE pair AS (a int, b int);
CREATE TABLE held (id int PRIMARY KEY, pairs pair[]);
