import type { ClientBase } from 'pg';

type Rights = readonly (readonly [rights: string, kind: 'TABLES' | 'SEQUENCES'])[];

/** To read rows, and nothing else. */
export const READS: Rights = [
  ['SELECT', 'TABLES'],
  ['SELECT', 'SEQUENCES'],
];
/** To read and change rows; not to change tables. */
export const WRITES: Rights = [
  ['SELECT, INSERT, UPDATE, DELETE', 'TABLES'],
  ['USAGE, SELECT', 'SEQUENCES'],
];

interface Given {
  readonly schema: string;
  /** Whose objects they are, those to come included. */
  readonly owner: string;
  readonly to: string;
}

/** Gives a role rights on what a schema has and will have. Of the schema itself it has nothing but its use. */
export const giveRights = async (client: ClientBase, given: Given, all: Rights): Promise<void> => {
  const [schema, owner, role] = [given.schema, given.owner, given.to].map((name) => client.escapeIdentifier(name));
  await client.query(`REVOKE ALL ON SCHEMA ${schema} FROM ${role}; GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
  for (const [rights, kind] of all) {
    await client.query(`GRANT ${rights} ON ALL ${kind} IN SCHEMA ${schema} TO ${role};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schema} GRANT ${rights} ON ${kind} TO ${role}`);
  }
};
