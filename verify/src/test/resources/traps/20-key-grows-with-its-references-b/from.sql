CREATE TABLE person (id serial PRIMARY KEY, name text);
CREATE TABLE pet (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person int NOT NULL REFERENCES person ON DELETE CASCADE);
CREATE TABLE visit (pet int REFERENCES pet, person int REFERENCES person DEFERRABLE, PRIMARY KEY (pet, person));
COMMENT ON CONSTRAINT pet_person_fkey ON pet IS 'who feeds it';
