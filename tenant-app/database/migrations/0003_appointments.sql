-- Up Migration

CREATE TABLE appointments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- A patient or member of staff with appointments is not deleted by accident.
  patient_id uuid NOT NULL CONSTRAINT appointments_patient_id_fkey REFERENCES patients ON DELETE RESTRICT,
  staff_id uuid CONSTRAINT appointments_staff_id_fkey REFERENCES staff ON DELETE RESTRICT,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  status text NOT NULL DEFAULT 'booked' CHECK (status IN ('booked', 'arrived', 'completed', 'cancelled')),
  reason text CHECK (length(reason) <= 500),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL DEFAULT current_person(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by text NOT NULL DEFAULT current_person(),
  CONSTRAINT appointments_end_after_start CHECK (ends_at > starts_at)
);
CREATE INDEX appointments_patient ON appointments (patient_id, starts_at);
CREATE INDEX appointments_staff ON appointments (staff_id, starts_at);
CREATE INDEX appointments_created ON appointments (created_at, id);
CREATE TRIGGER appointments_touch BEFORE UPDATE ON appointments FOR EACH ROW EXECUTE FUNCTION touch();

-- Down Migration

DROP TABLE appointments;
