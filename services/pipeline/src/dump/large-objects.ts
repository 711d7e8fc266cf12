import type { ClientBase } from 'pg';

/** How far the large objects are written: the next byte of one. */
export interface LargeObjectPosition {
  readonly oid: number;
  readonly byte: number;
}

/** Bytes that one statement restores, and one part has at most. */
const CHUNK = 1024 * 1024;
const PART = 32 * CHUNK;
/** What a statement weighs however little it restores: a million empty objects are not one part. */
const STATEMENT = 4 * 1024;

const firstFrom = async (client: ClientBase, owners: readonly string[], oid: number): Promise<number | undefined> => {
  const { rows } = await client.query<{ oid: string }>(
    `SELECT m.oid FROM pg_largeobject_metadata m JOIN pg_roles r ON r.oid = m.lomowner
      WHERE r.rolname = ANY($1) AND m.oid::bigint >= $2 ORDER BY m.oid LIMIT 1`,
    [owners, oid],
  );
  return rows[0] && Number(rows[0].oid);
};

/** Whether there are any from there on. */
export const hasLargeObjects = async (client: ClientBase, owners: readonly string[], { oid }: LargeObjectPosition): Promise<boolean> =>
  (await firstFrom(client, owners, oid)) !== undefined;

interface Chunk extends LargeObjectPosition {
  readonly data: Buffer;
}

/** Every chunk of every object from there on; an object ends with one that is not full. */
async function* chunks(client: ClientBase, owners: readonly string[], from: LargeObjectPosition): AsyncGenerator<Chunk> {
  for (let oid = await firstFrom(client, owners, from.oid); oid !== undefined; oid = await firstFrom(client, owners, oid + 1)) {
    let byte = oid === from.oid ? from.byte : 0;
    for (let size = CHUNK; size === CHUNK; byte += CHUNK) {
      const { rows } = await client.query<{ data: Buffer }>('SELECT lo_get($1, $2, $3) AS data', [oid, byte, CHUNK]);
      const data = rows[0]?.data ?? Buffer.alloc(0);
      size = data.length;
      yield { oid, byte, data };
    }
  }
}

/** A part of the large objects of some owners, which lie in no schema. */
export interface LargeObjects {
  readonly sql: AsyncIterable<Buffer>;
  /** Where the next part begins, when this one has been read to its end; undefined when there is none. */
  readonly next: () => LargeObjectPosition | undefined;
  /** Objects that begin in it. */
  readonly count: () => number;
}

export const largeObjects = (client: ClientBase, owners: readonly string[], from: LargeObjectPosition): LargeObjects => {
  let next: LargeObjectPosition | undefined;
  let begun = 0;
  async function* sql(): AsyncGenerator<Buffer> {
    let room = PART;
    for await (const { oid, byte, data } of chunks(client, owners, from)) {
      if (room <= 0) {
        next = { oid, byte };
        return;
      }
      if (byte === 0) begun++;
      if (byte === 0) yield Buffer.from(`SELECT pg_catalog.lo_create(${oid});\n`);
      if (data.length > 0) yield Buffer.from(`SELECT pg_catalog.lo_put(${oid}, ${byte}, '\\x${data.toString('hex')}');\n`);
      room -= data.length + STATEMENT;
    }
  }
  return { sql: sql(), next: () => next, count: () => begun };
};
