-- Up Migration

CREATE TABLE patients (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- The number on the wristband, given by the hospital.
  record_number text NOT NULL CONSTRAINT patients_record_number_key UNIQUE CHECK (length(record_number) BETWEEN 1 AND 40),
  given_name text NOT NULL CHECK (length(given_name) BETWEEN 1 AND 100),
  family_name text NOT NULL CHECK (length(family_name) BETWEEN 1 AND 100),
  birth_date date NOT NULL CHECK (birth_date >= DATE '1880-01-01'),
  phone text CHECK (length(phone) <= 40),
  email text CHECK (length(email) <= 254),
  notes text CHECK (length(notes) <= 5000),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL DEFAULT current_person(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by text NOT NULL DEFAULT current_person()
);
CREATE INDEX patients_name ON patients (lower(family_name), lower(given_name));
CREATE INDEX patients_created ON patients (created_at, id);
CREATE TRIGGER patients_touch BEFORE UPDATE ON patients FOR EACH ROW EXECUTE FUNCTION touch();

-- Down Migration

DROP TABLE patients;
