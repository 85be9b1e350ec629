CREATE TABLE fruit (id int PRIMARY KEY, kind varchar(20), n int, at timestamptz,
    CONSTRAINT known CHECK (((kind)::text = ANY ((ARRAY['apple'::character varying, 'pear'::character varying])::text[]))),
    CONSTRAINT between_two CHECK (((n >= 1) AND (n <= 9))));
CREATE INDEX fruit_some ON fruit (id) WHERE kind::text = ANY (ARRAY['apple'::varchar::text, 'fig'::varchar::text]);
CREATE VIEW some_fruit AS SELECT fruit.id FROM public.fruit WHERE fruit.kind::text = ANY (ARRAY['apple'::varchar::text, 'fig'::varchar::text]) AND NOT (n > 3 OR n IS NULL);
ALTER TABLE fruit ENABLE ROW LEVEL SECURITY;
CREATE POLICY eaten ON fruit USING (((kind)::text <> ALL (ARRAY[('fig'::character varying)::text, ('kiwi'::character varying)::text])));
