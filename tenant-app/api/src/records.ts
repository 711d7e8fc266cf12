import { z } from 'zod';
import { invalid, notFound } from './problem.ts';
import { columnOf, type Resource, shown } from './resources.ts';

/** As much of a `pg` client as is needed: one transaction of the signed-in person. */
export interface Connection {
  readonly query: (text: string, values: readonly unknown[]) => Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}
export interface Page {
  readonly items: readonly object[];
  /** Give it as `after` to get the next page; null on the last one. */
  readonly next: string | null;
}

const paging = { limit: z.coerce.number().int().min(1).max(200).default(50), after: z.uuid().optional() };

const parsed = <T>(schema: z.ZodType<T>, input: unknown): T => {
  const { data, error } = schema.safeParse(input);
  if (error) throw invalid(error);
  return data as T;
};
const idOf = (resource: Resource, id: string): string => {
  if (!z.uuid().safeParse(id).success) throw notFound(`${resource.title} ${id}`);
  return id;
};

/** The newest first. Unknown query parameters are refused: a filter with a typing error must not answer everything. */
export const list = async (connection: Connection, resource: Resource, query: Readonly<Record<string, string>>): Promise<Page> => {
  const filters = Object.entries(resource.filters);
  const shape = z.strictObject({ ...paging, ...Object.fromEntries(filters.map(([name, { value }]) => [name, value.optional()])) });
  const { limit, after, ...given } = parsed(shape, query);
  const wanted: Readonly<Record<string, unknown>> = given;
  const values: unknown[] = [];
  const bind = (condition: string, value: unknown) => condition.replaceAll('$', `$${values.push(value)}`);
  const conditions = filters.flatMap(([name, { condition }]) => (wanted[name] === undefined ? [] : [bind(condition, wanted[name])]));
  if (after !== undefined) conditions.push(bind(`(created_at, id) < (SELECT created_at, id FROM ${resource.table} WHERE id = $)`, after));
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const last = bind('$', limit + 1);
  const { rows } = await connection.query(
    `SELECT * FROM ${resource.table} ${where} ORDER BY created_at DESC, id DESC LIMIT ${last}`,
    values,
  );
  const items = rows.slice(0, limit);
  return { items: items.map(shown), next: rows.length > limit ? String(items.at(-1)?.id) : null };
};

export const get = async (connection: Connection, resource: Resource, id: string): Promise<object> => {
  const { rows } = await connection.query(`SELECT * FROM ${resource.table} WHERE id = $1`, [idOf(resource, id)]);
  if (!rows[0]) throw notFound(`${resource.title} ${id}`);
  return shown(rows[0]);
};

export const create = async (connection: Connection, resource: Resource, input: unknown): Promise<object> => {
  const fields = Object.entries(parsed(resource.fields, input));
  const columns = fields.map(([name]) => columnOf(name)).join(', ');
  const places = fields.map((_, i) => `$${i + 1}`).join(', ');
  const { rows } = await connection.query(
    `INSERT INTO ${resource.table} (${columns}) VALUES (${places}) RETURNING *`,
    fields.map(([, value]) => value),
  );
  return shown(rows[0] ?? {});
};

/** Changes the given fields only. */
export const update = async (connection: Connection, resource: Resource, id: string, input: unknown): Promise<object> => {
  const fields = Object.entries(parsed(resource.fields.partial(), input));
  if (fields.length === 0) return get(connection, resource, id);
  const changes = fields.map(([name], i) => `${columnOf(name)} = $${i + 2}`).join(', ');
  const { rows } = await connection.query(`UPDATE ${resource.table} SET ${changes} WHERE id = $1 RETURNING *`, [
    idOf(resource, id),
    ...fields.map(([, value]) => value),
  ]);
  if (!rows[0]) throw notFound(`${resource.title} ${id}`);
  return shown(rows[0]);
};

export const remove = async (connection: Connection, resource: Resource, id: string): Promise<void> => {
  const { rows } = await connection.query(`DELETE FROM ${resource.table} WHERE id = $1 RETURNING id`, [idOf(resource, id)]);
  if (!rows[0]) throw notFound(`${resource.title} ${id}`);
};
