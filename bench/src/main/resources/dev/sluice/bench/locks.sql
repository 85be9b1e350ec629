CREATE DOMAIN plaintext AS text;
CREATE DOMAIN posint AS int CHECK (VALUE > 0);
CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE FUNCTION stablefn() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
CREATE FUNCTION volfn() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE SEQUENCE s;
CREATE SCHEMA other;
CREATE TABLE other.o (id int PRIMARY KEY);

CREATE TABLE p (id bigint PRIMARY KEY, code text UNIQUE);
INSERT INTO p SELECT i, 'c' || i FROM generate_series(1, 20) i;

CREATE TABLE t (
    id bigint PRIMARY KEY, a int, b text, vc varchar(50), num numeric(10,2), ts timestamp, tz timestamptz(6),
    j json, ci cidr, m mood, e text, d posint, ch char(10), f int NOT NULL, nn int, p_id bigint, q_id bigint,
    ov int4range, CONSTRAINT t_nn_check CHECK (nn IS NOT NULL), CONSTRAINT t_f_uq UNIQUE (f),
    CONSTRAINT t_id_f_uq UNIQUE (id, f));
INSERT INTO t SELECT i, i, 'b' || i, 'v' || i, i, now(), now(), '{}', '10.0.0.1', 'ok', 'e', i, 'c' || i, i, i,
    i % 20 + 1, i % 20 + 1, int4range(i, i + 1) FROM generate_series(1, 200) i;
CREATE INDEX t_a_idx ON t (a);
CREATE INDEX t_vc_idx ON t (vc);
CREATE UNIQUE INDEX t_nn_uq ON t (nn);
ALTER TABLE t ADD CONSTRAINT t_a_nv CHECK (a > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT t_e_fk FOREIGN KEY (q_id) REFERENCES p (id) NOT VALID;
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trg();
CREATE POLICY pol ON t USING (true);
CREATE VIEW v AS SELECT p_id, f FROM t;

CREATE TABLE c (id bigint PRIMARY KEY, p_id bigint REFERENCES p (id), n int);
CREATE INDEX c_p_idx ON c (p_id);
INSERT INTO c SELECT i, i % 20 + 1, i FROM generate_series(1, 200) i;

CREATE TABLE nopk (id bigint, x int NOT NULL, y text);
INSERT INTO nopk SELECT i, i, 'y' FROM generate_series(1, 200) i;
CREATE UNIQUE INDEX nopk_id_uq ON nopk (id);
CREATE UNIQUE INDEX nopk_x_uq ON nopk (x);
CREATE RULE ru AS ON DELETE TO nopk DO ALSO NOTHING;
CREATE MATERIALIZED VIEW mv AS SELECT id FROM nopk;
CREATE UNIQUE INDEX mv_id ON mv (id);

CREATE TABLE g1 (x int, y int GENERATED ALWAYS AS (x * 2) STORED);
INSERT INTO g1 SELECT i FROM generate_series(1, 200) i;
CREATE UNLOGGED TABLE ul (id int PRIMARY KEY, b text);
INSERT INTO ul SELECT i, 'b' FROM generate_series(1, 200) i;
CREATE TABLE dr (id int PRIMARY KEY, b text);

CREATE TABLE pt (id bigint NOT NULL, k int NOT NULL, v text) PARTITION BY RANGE (k);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM (0) TO (1000);
CREATE TABLE pt2 PARTITION OF pt FOR VALUES FROM (1000) TO (2000);
INSERT INTO pt SELECT i, i, 'v' FROM generate_series(1, 1999) i;
CREATE TABLE ptd0 (id bigint NOT NULL, k int NOT NULL, v text);
INSERT INTO ptd0 SELECT i, i, 'v' FROM generate_series(2000, 2100) i;
CREATE TABLE ptd1 (id bigint NOT NULL, k int NOT NULL, v text, CHECK (k IS NOT NULL AND k >= 3000 AND k < 4000));
INSERT INTO ptd1 SELECT i, i, 'v' FROM generate_series(3000, 3100) i;
CREATE TABLE par (id bigint NOT NULL, k int NOT NULL);
CREATE TABLE kid () INHERITS (par);
CREATE TABLE qt (id bigint, k int NOT NULL, v text) PARTITION BY RANGE (k);
CREATE TABLE qt1 PARTITION OF qt FOR VALUES FROM (0) TO (1000);
CREATE TABLE qtdef PARTITION OF qt DEFAULT;
INSERT INTO qtdef SELECT i, i, 'v' FROM generate_series(5000, 5100) i;
CREATE TABLE qtn (id bigint, k int NOT NULL, v text);
CREATE PUBLICATION pub FOR TABLE p;
