CREATE TABLE person (id bigserial PRIMARY KEY, name text);
CREATE TABLE pet (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person bigint NOT NULL REFERENCES person ON DELETE CASCADE);
CREATE TABLE visit (pet bigint REFERENCES pet, person bigint REFERENCES person DEFERRABLE, PRIMARY KEY (pet, person));
COMMENT ON CONSTRAINT pet_person_fkey ON pet IS 'who feeds it';
