CREATE TYPE pair AS (b int, a int);
CREATE TABLE held (id int PRIMARY KEY, pairs pair[]);
