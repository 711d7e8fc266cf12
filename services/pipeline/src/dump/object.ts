import type { ClientBase } from 'pg';

/** Something of a schema that a statement creates. */
export interface SchemaObject {
  /** Of the system catalog that it is in, and its own there. */
  readonly classId: string;
  readonly objectId: string;
  readonly kind: 'type' | 'sequence' | 'table' | 'function' | 'view';
  readonly statement: string;
}

/** Rows of a query about one schema, whose name is `$1`. */
export const rowsOf = async <Row extends object>(client: ClientBase, schema: string, query: string): Promise<readonly Row[]> =>
  (await client.query<Row>(query, [schema])).rows;

/** Statements that a query of one column has written. */
export const statementsOf = async (client: ClientBase, schema: string, query: string): Promise<readonly string[]> =>
  (await rowsOf<{ statement: string }>(client, schema, query)).map(({ statement }) => statement);

/** Leaves out what belongs to an extension, which makes it again. `alias` names a row of the catalog. */
export const notOfExtension = (alias: string, catalog: string): string =>
  `NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${alias}.oid AND e.deptype = 'e')`;
