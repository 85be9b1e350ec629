CREATE TABLE fruit (id int PRIMARY KEY, kind varchar(20), n int, at timestamptz,
    CONSTRAINT known CHECK (kind IN ('apple', 'pear')), CONSTRAINT between_two CHECK (n BETWEEN 1 AND 9));
CREATE INDEX fruit_some ON fruit (id) WHERE kind IN ('apple', 'fig');
CREATE VIEW some_fruit AS SELECT id FROM fruit WHERE kind IN ('apple', 'fig') AND NOT (n > 3 OR n IS NULL);
ALTER TABLE fruit ENABLE ROW LEVEL SECURITY;
CREATE POLICY eaten ON fruit USING (kind NOT IN ('fig', 'kiwi'));
