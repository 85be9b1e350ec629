CREATE DOMAIN amount AS int CONSTRAINT positive CHECK (VALUE > 0);
COMMENT ON DOMAIN amount IS 'of money';
COMMENT ON CONSTRAINT positive ON DOMAIN amount IS 'no debts';
CREATE DOMAIN small_amount AS amount CHECK (VALUE < 100);
CREATE TABLE account (id int PRIMARY KEY, amount amount NOT NULL DEFAULT 5, small small_amount, many amount[]);
CREATE VIEW amounts AS SELECT id, amount FROM account;
CREATE FUNCTION twice(amount) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
