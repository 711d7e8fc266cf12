import type { Api } from './api.ts';
import { AddForm, Field, Table, useRecords } from './records.tsx';

export const Patients = ({ api }: { readonly api: Api }) => {
  const { items, error, load } = useRecords(api, 'patients');
  return (
    <>
      <AddForm title="New patient" add={(fields) => api.create('patients', fields).then(load)}>
        <Field label="Record number" name="recordNumber" required />
        <Field label="Given name" name="givenName" required />
        <Field label="Family name" name="familyName" required />
        <Field label="Born" name="birthDate" type="date" required />
        <Field label="Phone" name="phone" type="tel" />
      </AddForm>
      <Table
        columns={['Record', 'Name', 'Born', 'Phone']}
        rows={items?.map((patient) => ({
          id: patient.id,
          cells: [patient.recordNumber, `${patient.familyName}, ${patient.givenName}`, patient.birthDate, patient.phone],
        }))}
        error={error}
      />
    </>
  );
};
