import pg from 'pg';

/** What PostgreSQL refused, without what stands in a row: a build's log is read by people who may not see the tenant's data. */
export class MigrationFailure extends Error {
  override readonly name = 'MigrationFailure';
}

/** Named by the server's catalog; message, detail, hint and where quote values (PostgreSQL documentation, "Error and Notice Message Fields"). */
const FIELDS = ['constraint', 'table', 'column', 'dataType'] as const;

/** The error to end by: PostgreSQL's as its code and the names of what it is about, any other as it is. */
export const withoutRows = (error: unknown, migration: string | undefined): unknown => {
  if (!(error instanceof pg.DatabaseError)) return error;
  const about = FIELDS.flatMap((field) => (error[field] ? [`${field} ${error[field]}`] : []));
  return new MigrationFailure(
    `${migration ? `the migration ${migration}` : 'a migration'} failed: PostgreSQL says ${[`${error.code}`, ...about].join(', ')} ` +
      '(https://www.postgresql.org/docs/current/errcodes-appendix.html). The row is not printed: run the migration on a copy of the data to see it.',
  );
};
