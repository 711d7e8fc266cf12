/** A schema with everything that a dump has to keep, made in the current schema of a tenant's own session. */
export const RICH_SCHEMA = `
CREATE TYPE mood AS ENUM ('calm', 'it''s bad');
CREATE DOMAIN positive AS int DEFAULT 1 NOT NULL CONSTRAINT above_zero CHECK (VALUE > 0);
CREATE TYPE address AS (street text, "Post Code" varchar(10));
CREATE TYPE stay AS RANGE (SUBTYPE = timestamptz);
CREATE SEQUENCE numbers AS bigint START WITH 100 INCREMENT BY 5 CYCLE;
CREATE FUNCTION double(n int) RETURNS int LANGUAGE sql IMMUTABLE RETURN n * 2;
CREATE FUNCTION current_person() RETURNS text LANGUAGE sql STABLE
  RETURN coalesce(nullif(current_setting('app.person', true), ''), session_user);
CREATE TABLE wards (
  id int GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 10) PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  "Weird ""Column""" text DEFAULT E'back\\\\slash'
);
CREATE TABLE patients (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number bigint NOT NULL DEFAULT nextval('numbers'),
  ward int REFERENCES wards ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  twice int GENERATED ALWAYS AS (double(weight)) STORED,
  weight int,
  feels mood DEFAULT 'calm',
  lives address,
  beds positive,
  stayed stay,
  notes text[],
  picture bytea,
  data jsonb,
  seen timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL DEFAULT current_person(),
  CONSTRAINT no_overlap EXCLUDE USING gist (stayed WITH &&)
) WITH (fillfactor = 90);
CREATE SEQUENCE owned OWNED BY patients.number;
CREATE UNIQUE INDEX patients_name ON patients (lower(name)) WHERE weight > 0;
CREATE STATISTICS patients_statistics (dependencies) ON ward, weight FROM patients;
CREATE TABLE "Log" (at timestamptz NOT NULL, line text, PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE log_2026 PARTITION OF "Log" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE log_rest PARTITION OF "Log" DEFAULT;
CREATE INDEX log_line ON "Log" (line);
CREATE TABLE animals (name text NOT NULL CHECK (name <> ''));
CREATE TABLE dogs (breed text) INHERITS (animals);
CREATE FUNCTION patients_of(w int) RETURNS SETOF patients LANGUAGE sql STABLE AS 'SELECT * FROM patients WHERE ward = w';
CREATE VIEW ward_sizes AS SELECT w.id, w.name, count(p.id) AS patients FROM wards w LEFT JOIN patients p ON p.ward = w.id GROUP BY w.id;
CREATE FUNCTION crowded() RETURNS SETOF ward_sizes LANGUAGE sql STABLE AS 'SELECT * FROM ward_sizes WHERE patients > 1';
CREATE MATERIALIZED VIEW ward_names AS SELECT id, upper(name) AS name FROM wards;
CREATE UNIQUE INDEX ward_names_id ON ward_names (id);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW.seen := now(); -- a semicolon; and more
  RETURN NEW;
END
$body$;
CREATE TRIGGER patients_touch BEFORE UPDATE ON patients FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION touch();
CREATE TRIGGER patients_off BEFORE INSERT ON patients FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE patients DISABLE TRIGGER patients_off;
CREATE RULE no_delete AS ON DELETE TO animals DO INSTEAD NOTHING;
ALTER TABLE animals ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_them ON animals FOR SELECT TO PUBLIC USING (name <> 'secret');
CREATE POLICY own ON animals AS RESTRICTIVE FOR ALL TO CURRENT_USER USING (true) WITH CHECK (name <> 'x');
COMMENT ON TABLE patients IS 'Who is here; and since when';
COMMENT ON COLUMN patients.name IS 'It''s theirs';
COMMENT ON FUNCTION double(int) IS 'Two times';
COMMENT ON CONSTRAINT no_overlap ON patients IS 'One bed';
INSERT INTO wards (name, "Weird ""Column""") SELECT 'ward ' || i, CASE WHEN i % 2 = 0 THEN NULL ELSE E'tab\\t line\\n \\\\. end' END FROM generate_series(1, 12) i;
INSERT INTO patients (ward, name, weight, feels, lives, stayed, notes, picture, data)
  SELECT 10 * (1 + i % 12), 'patient ' || i || ' Ünïcode', i, 'it''s bad', ROW('Street ' || i, NULL)::address,
    stay(timestamptz '2026-01-01' + i * interval '1 day', timestamptz '2026-01-01' + i * interval '1 day' + interval '1 hour'),
    ARRAY['a,b', NULL, E'c"\\\\'], decode('00ff5c2e', 'hex'), jsonb_build_object('i', i, 'text', E'\\n\\\\.')
  FROM generate_series(1, 500) i;
INSERT INTO "Log" SELECT timestamptz '2025-12-31' + i * interval '12 hours', E'\\\\.' FROM generate_series(1, 20) i;
INSERT INTO animals VALUES ('cat'), ('secret');
INSERT INTO dogs VALUES ('rex', 'poodle');
REFRESH MATERIALIZED VIEW ward_names;
`;
