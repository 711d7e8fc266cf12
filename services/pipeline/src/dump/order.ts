import type { ClientBase } from 'pg';
import type { SchemaObject } from './object.ts';

const keyOf = ({ classId, objectId }: Pick<SchemaObject, 'classId' | 'objectId'>): string => `${classId}/${objectId}`;

/**
 * What depends on what, each end as the object that a statement creates: a default counts as its table only where it is a generated
 * column's, since others are added later; a rule as its view, a row type as its table or its composite type, an array as its element.
 */
const DEPENDENCIES = `
WITH objects AS (SELECT * FROM unnest($1::oid[], $2::oid[]) AS o (classid, objid)),
stands AS (
  SELECT classid, objid, classid AS for_class, objid AS for_obj FROM objects
  UNION ALL
  SELECT 'pg_attrdef'::regclass, f.oid, o.classid, o.objid
    FROM pg_attrdef f JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum AND a.attgenerated <> ''
    JOIN objects o ON o.classid = 'pg_class'::regclass AND o.objid = f.adrelid
  UNION ALL
  SELECT 'pg_rewrite'::regclass, r.oid, o.classid, o.objid
    FROM pg_rewrite r JOIN objects o ON o.classid = 'pg_class'::regclass AND o.objid = r.ev_class
  UNION ALL
  SELECT 'pg_constraint'::regclass, k.oid, o.classid, o.objid
    FROM pg_constraint k JOIN objects o ON o.classid = 'pg_type'::regclass AND o.objid = k.contypid
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid, o.classid, o.objid
    FROM pg_type t JOIN objects o ON o.classid = 'pg_class'::regclass AND o.objid = t.typrelid
  UNION ALL
  SELECT 'pg_class'::regclass, t.typrelid, o.classid, o.objid
    FROM pg_type t JOIN objects o ON o.classid = 'pg_type'::regclass AND o.objid = t.oid WHERE t.typrelid <> 0
  UNION ALL
  SELECT 'pg_type'::regclass, e.typarray, o.classid, o.objid
    FROM pg_type e JOIN objects o ON o.classid = 'pg_type'::regclass AND o.objid = e.oid WHERE e.typarray <> 0
  UNION ALL
  SELECT 'pg_type'::regclass, e.typarray, o.classid, o.objid
    FROM pg_type e JOIN objects o ON o.classid = 'pg_class'::regclass AND o.objid = e.typrelid WHERE e.typarray <> 0
  UNION ALL
  SELECT 'pg_type'::regclass, g.rngmultitypid, o.classid, o.objid
    FROM pg_range g JOIN objects o ON o.classid = 'pg_type'::regclass AND o.objid = g.rngtypid
)
SELECT DISTINCT a.for_class AS "classId", a.for_obj AS "objectId", b.for_class AS "onClassId", b.for_obj AS "onObjectId"
FROM pg_depend d
JOIN stands a ON a.classid = d.classid AND a.objid = d.objid
JOIN stands b ON b.classid = d.refclassid AND b.objid = d.refobjid
WHERE (a.for_class, a.for_obj) <> (b.for_class, b.for_obj)`;

interface Dependency {
  readonly classId: string;
  readonly objectId: string;
  readonly onClassId: string;
  readonly onObjectId: string;
}

/** Which objects each needs, by key. */
const needsOf = async (client: ClientBase, objects: readonly SchemaObject[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const { rows } = await client.query<Dependency>(DEPENDENCIES, [
    objects.map(({ classId }) => classId),
    objects.map(({ objectId }) => objectId),
  ]);
  const needs = new Map<string, Set<string>>(objects.map((object) => [keyOf(object), new Set()]));
  for (const { onClassId, onObjectId, ...from } of rows) needs.get(keyOf(from))?.add(`${onClassId}/${onObjectId}`);
  return needs;
};

/**
 * The objects so that none comes before one that it needs; those that need nothing of each other stay as they came.
 * Functions may need each other in a circle, which only their bodies do: those are not checked when they are created.
 */
const inOrder = (objects: readonly SchemaObject[], needs: ReadonlyMap<string, ReadonlySet<string>>): readonly SchemaObject[] => {
  const ordered: SchemaObject[] = [];
  const entered = new Set<string>();
  const byKey = new Map(objects.map((object) => [keyOf(object), object]));
  // No recursion: a tenant may stack as many views on each other as it likes.
  const open = objects.toReversed().map((object) => ({ object, isLeft: false }));
  for (let next = open.pop(); next; next = open.pop()) {
    const key = keyOf(next.object);
    if (next.isLeft) ordered.push(next.object);
    if (next.isLeft || entered.has(key)) continue;
    entered.add(key);
    open.push({ object: next.object, isLeft: true });
    const needed = [...(needs.get(key) ?? [])].flatMap((one) => byKey.get(one) ?? []);
    open.push(...needed.toReversed().map((object) => ({ object, isLeft: false })));
  }
  return ordered;
};

/** What tables need, and what that needs: it is there before the rows. */
const neededByTables = (objects: readonly SchemaObject[], needs: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> => {
  const open = objects.flatMap((object) => (object.kind === 'table' ? [keyOf(object)] : []));
  const found = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const needed of needs.get(next) ?? []) {
      if (!found.has(needed)) open.push(needed);
      found.add(needed);
    }
  }
  return found;
};

/** Ordered, and split: `late` are the views that no table is made of, and what needs them, since a view may need the primary key of its table. */
export const ordered = async (
  client: ClientBase,
  objects: readonly SchemaObject[],
): Promise<{ readonly early: readonly SchemaObject[]; readonly late: readonly SchemaObject[] }> => {
  const needs = await needsOf(client, objects);
  const late = new Set<string>();
  const early = neededByTables(objects, needs);
  const all = inOrder(objects, needs);
  for (const object of all) {
    const key = keyOf(object);
    if (early.has(key)) continue;
    if (object.kind === 'view' || [...(needs.get(key) ?? [])].some((needed) => late.has(needed))) late.add(key);
  }
  return { early: all.filter((object) => !late.has(keyOf(object))), late: all.filter((object) => late.has(keyOf(object))) };
};
