import { z } from 'zod';

const text = (max: number) => z.string().trim().min(1).max(max);
const optionalText = (max: number) => z.string().trim().max(max).nullable().optional();
const email = z.email().max(254).nullable().optional();
const moment = z.iso.datetime({ offset: true });

/** A table of the tenant's schema as the API shows it: what may be written, and by what it may be filtered. */
export interface Resource {
  readonly table: 'patients' | 'staff' | 'appointments';
  /** For messages: `Patient 7f… does not exist`. */
  readonly title: string;
  /** What a client writes; camelCase names of columns. */
  readonly fields: z.ZodObject;
  /** Query parameters, each with its condition; `$` stands for the value. */
  readonly filters: Readonly<Record<string, { readonly value: z.ZodType; readonly condition: string }>>;
}

const patients: Resource = {
  table: 'patients',
  title: 'Patient',
  fields: z.strictObject({
    recordNumber: text(40),
    givenName: text(100),
    familyName: text(100),
    birthDate: z.iso.date(),
    phone: optionalText(40),
    email,
    notes: optionalText(5000),
  }),
  filters: {
    familyName: { value: text(100), condition: 'starts_with(lower(family_name), lower($))' },
    recordNumber: { value: text(40), condition: 'record_number = $' },
  },
};

const staff: Resource = {
  table: 'staff',
  title: 'Member of staff',
  fields: z.strictObject({
    name: text(100),
    role: z.enum(['doctor', 'nurse', 'therapist', 'reception', 'administration']),
    email,
    active: z.boolean().optional(),
  }),
  filters: {
    role: { value: text(40), condition: 'role = $' },
    active: { value: z.stringbool(), condition: 'active = $' },
  },
};

const appointments: Resource = {
  table: 'appointments',
  title: 'Appointment',
  fields: z.strictObject({
    patientId: z.uuid(),
    staffId: z.uuid().nullable().optional(),
    startsAt: moment,
    endsAt: moment,
    status: z.enum(['booked', 'arrived', 'completed', 'cancelled']).optional(),
    reason: optionalText(500),
  }),
  filters: {
    patientId: { value: z.uuid(), condition: 'patient_id = $' },
    staffId: { value: z.uuid(), condition: 'staff_id = $' },
    from: { value: moment, condition: 'starts_at >= $' },
    to: { value: moment, condition: 'starts_at < $' },
  },
};

export const resources: Readonly<Record<string, Resource>> = { patients, staff, appointments };

/** `recordNumber` → `record_number`: the column of a field. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** A row as the API shows it. */
export const shown = (row: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value]),
  );
