-- Up Migration

-- Who is signed in, set by the API for every transaction.
CREATE FUNCTION current_person() RETURNS text
  LANGUAGE sql STABLE
  RETURN coalesce(nullif(current_setting('app.person', true), ''), session_user);

CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.created_at := OLD.created_at;
  NEW.created_by := OLD.created_by;
  NEW.updated_at := now();
  NEW.updated_by := current_person();
  RETURN NEW;
END
$$;

CREATE TABLE staff (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  role text NOT NULL CHECK (role IN ('doctor', 'nurse', 'therapist', 'reception', 'administration')),
  email text CHECK (length(email) <= 254),
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL DEFAULT current_person(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by text NOT NULL DEFAULT current_person()
);
CREATE UNIQUE INDEX staff_email_key ON staff (lower(email));
CREATE INDEX staff_created ON staff (created_at, id);
CREATE TRIGGER staff_touch BEFORE UPDATE ON staff FOR EACH ROW EXECUTE FUNCTION touch();

-- Down Migration

DROP TABLE staff;
DROP FUNCTION touch();
DROP FUNCTION current_person();
