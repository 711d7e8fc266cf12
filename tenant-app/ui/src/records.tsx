import { type ReactNode, type SubmitEvent, useCallback, useEffect, useState } from 'react';
import { type Api, ApiError, type Resources } from './api.ts';

/** The records of one kind, read once and again after each addition. */
export const useRecords = <Name extends keyof Resources>(api: Api, name: Name) => {
  const [items, setItems] = useState<readonly Resources[Name][]>();
  const [error, setError] = useState('');
  const load = useCallback(() => {
    const shown = (records: readonly Resources[Name][]) => {
      setItems(records);
      setError('');
    };
    api.list(name).then(shown, (cause: Error) => setError(cause.message));
  }, [api, name]);
  useEffect(load, [load]);
  return { items, error, load };
};

interface TableProps {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly ReactNode[] }[] | undefined;
  readonly error: string;
}
export const Table = ({ columns, rows, error }: TableProps) => {
  if (error) return <p role="alert">{error}</p>;
  if (!rows) return <p className="notice">Loading…</p>;
  if (rows.length === 0) return <p className="notice">Nothing here yet.</p>;
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column}>{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, cells }) => (
          <tr key={id}>
            {cells.map((cell, i) => (
              <td key={columns[i]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

interface AddFormProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Sends the form's fields, empty ones left out. */
  readonly add: (fields: Record<string, string>) => Promise<unknown>;
}
export const AddForm = ({ title, children, add }: AddFormProps) => {
  const [error, setError] = useState<ApiError>();
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const entries = [...new FormData(form)].filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)]);
    setError(undefined);
    try {
      await add(Object.fromEntries(entries));
      form.reset();
    } catch (cause) {
      setError(cause instanceof ApiError ? cause : new ApiError((cause as Error).message));
    }
  };
  return (
    <form className="card add" onSubmit={submit}>
      <h2>{title}</h2>
      {children}
      {error && (
        <p role="alert">
          {error.message} {Object.entries(error.fields).map(([field, message]) => `${field}: ${message}. `)}
        </p>
      )}
      <button type="submit">Add</button>
    </form>
  );
};

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly type?: string;
  readonly required?: boolean;
}
export const Field = ({ label, name, type = 'text', required = false }: FieldProps) => (
  <label>
    {label}
    <input name={name} type={type} required={required} />
  </label>
);
