import type { Api } from './api.ts';
import { AddForm, Field, Table, useRecords } from './records.tsx';

const MINUTE_MS = 60_000;

export const Appointments = ({ api }: { readonly api: Api }) => {
  const { items, error, load } = useRecords(api, 'appointments');
  const patients = useRecords(api, 'patients').items ?? [];
  const staff = useRecords(api, 'staff').items ?? [];
  const nameOf = (id: string) => {
    const patient = patients.find((candidate) => candidate.id === id);
    return patient ? `${patient.familyName}, ${patient.givenName}` : id;
  };
  const add = ({ starts = '', minutes, ...fields }: Record<string, string>) => {
    const startsAt = new Date(starts);
    const endsAt = new Date(startsAt.getTime() + Number(minutes) * MINUTE_MS);
    return api.create('appointments', { ...fields, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }).then(load);
  };
  return (
    <>
      <AddForm title="New appointment" add={add}>
        <label>
          Patient
          <select name="patientId" required>
            {patients.map(({ id }) => (
              <option key={id} value={id}>
                {nameOf(id)}
              </option>
            ))}
          </select>
        </label>
        <label>
          With
          <select name="staffId">
            <option value="">(open)</option>
            {staff.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Field label="Starts" name="starts" type="datetime-local" required />
        <label>
          Minutes
          <input name="minutes" type="number" min={5} step={5} defaultValue={30} required />
        </label>
        <Field label="Reason" name="reason" />
      </AddForm>
      <Table
        columns={['When', 'Patient', 'With', 'Reason', 'Status']}
        rows={items?.map((appointment) => ({
          id: appointment.id,
          cells: [
            new Date(appointment.startsAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
            nameOf(appointment.patientId),
            staff.find(({ id }) => id === appointment.staffId)?.name ?? '',
            appointment.reason,
            appointment.status,
          ],
        }))}
        error={error}
      />
    </>
  );
};
