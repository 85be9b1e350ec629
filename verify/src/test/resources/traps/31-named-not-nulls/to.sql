CREATE TABLE guest (id int CONSTRAINT "must have one" NOT NULL, a int CONSTRAINT a_said NOT NULL, b int CONSTRAINT b_here NOT NULL, c int CONSTRAINT c_soon NOT NULL);
