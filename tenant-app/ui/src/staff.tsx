import type { Api } from './api.ts';
import { AddForm, Field, Table, useRecords } from './records.tsx';

const roles = ['doctor', 'nurse', 'therapist', 'reception', 'administration'];

export const StaffList = ({ api }: { readonly api: Api }) => {
  const { items, error, load } = useRecords(api, 'staff');
  return (
    <>
      <AddForm title="New member of staff" add={(fields) => api.create('staff', fields).then(load)}>
        <Field label="Name" name="name" required />
        <label>
          Role
          <select name="role">
            {roles.map((role) => (
              <option key={role}>{role}</option>
            ))}
          </select>
        </label>
        <Field label="E-mail" name="email" type="email" />
      </AddForm>
      <Table columns={['Name', 'Role']} rows={items?.map(({ id, name, role }) => ({ id, cells: [name, role] }))} error={error} />
    </>
  );
};
