import { describe, expect, test } from '@jest/globals';
import { hasTag } from '../aws/tags.ts';
import { TENANT_TAG, tenantResourceName } from '../domain/names.ts';
import { Wait } from '../failure/errors.ts';
import { alive, box, type Scope, tenant } from '../testing/shelf.ts';
import { resources } from './resource.ts';

describe('a resource', () => {
  test('that is there is looked at once, by what was saved', async () => {
    const { scope, needs } = await tenant();
    const saved = await box.ensure(scope, needs, {});
    scope.shelf.calls = [];
    await box.ensure(scope, needs, saved);
    expect(scope.shelf.calls).toEqual(['Get']);
  });

  test('in use is waited for, with who holds it and in the words of AWS', async () => {
    const { scope, needs } = await tenant();
    const { boxId } = await box.ensure(scope, needs, {});
    scope.shelf.inUse = true;
    const error = await box.remove(scope, needs, {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Wait);
    expect(error).toMatchObject({
      seconds: 15,
      message: `the shelf to let go of box ${boxId} (BoxInUse: BoxInUse of the shelf)`,
      cause: { name: 'BoxInUse' },
    });
  });

  test('is repaired before its answer, which says what it has become', async () => {
    const { scope, needs } = await tenant();
    const { boxId } = await box.ensure(scope, needs, {});
    expect(await box.ensure(scope, { colour: 'blue' }, { boxId })).toEqual({ boxId, colour: 'blue' });
  });

  test('of which AWS answers no id is an error, and never an empty id', async () => {
    const { scope, needs } = await tenant();
    const nameless = box.withVerbs({ create: async () => ({ id: '', tags: {}, colour: 'red', state: 'alive' }) });
    await expect(nameless.ensure(scope, needs, {})).rejects.toThrow('AWS answered no id for the box');
    await expect(box.withVerbs({ create: async () => undefined }).ensure(scope, needs, {})).rejects.toThrow('for box');
  });

  test('what stands twice goes with the removal, and a foreign one between stays', async () => {
    const { scope, needs } = await tenant();
    const { shelf, tenantId } = scope;
    const name = tenantResourceName(tenantId);
    shelf.boxes = [TENANT_TAG, 'other', TENANT_TAG].map((tag, n) => ({
      id: `b${n}`,
      name,
      tags: { [tag]: tenantId },
      colour: 'red',
      state: 'alive',
    }));
    await box.remove(scope, needs, { boxId: 'b0' });
    expect(alive(scope)).toEqual(['b1']);
  });
});

const boxes = resources(
  'boxes',
  {
    each: (_scope: Scope, { colours }: { colours: readonly string[] }) => colours.map((colour) => ({ colour })),
    find: async ({ shelf, tenantId }: Scope) => shelf.boxes.filter(({ tags, state }) => hasTag({ tenantId }, tags) && state === 'alive'),
    is: (_scope, { colour }, found) => found.colour === colour,
    isOurs: (scope, { tags }) => hasTag(scope, tags),
    create: async ({ shelf, tenantId }: Scope, { colour }: { colour: string }) => shelf.create(colour, { [TENANT_TAG]: tenantId }, colour),
    cannotDiffer: 'a box that has another colour is another box',
    remove: async ({ shelf }, { id, colour }) => {
      if (colour === 'red') throw new Wait(5, 'the red one');
      shelf.delete(id);
    },
    gone: ['NoSuchBox'],
    what: ({ id }) => `box ${id}`,
    out: (_scope, built) => ({ ids: built.map(({ wanted, found }) => `${wanted.colour} ${found.id}`) }),
  },
  { creates: [{ type: 'Test::Box', count: 2 }] },
);

describe('several resources of one kind', () => {
  const needs = { colours: ['red', 'green'] };

  test('are created where they are missing, and answered in the order in which they are wanted', async () => {
    const { scope } = await tenant();
    const { ids } = await boxes.ensure(scope, { colours: ['green'] }, {});
    expect(ids).toEqual(['green box-1']);
    expect((await boxes.ensure(scope, needs, { ids })).ids).toEqual(['red box-2', 'green box-1']);
  });

  test('one that has to be waited for holds up none of the others', async () => {
    const { scope } = await tenant();
    await boxes.ensure(scope, needs, {});
    await expect(boxes.remove(scope, needs, {})).rejects.toThrow('the red one');
    expect(scope.shelf.boxes.filter(({ state }) => state === 'alive').map(({ colour }) => colour)).toEqual(['red']);
  });

  test('when one fails, nothing is at work any more, and an error counts more than a wait', async () => {
    const { scope } = await tenant();
    const outcomes: string[] = [];
    const failing = boxes.withVerbs({
      create: async (_scope: never, { colour }: { colour: string }) => {
        if (colour === 'red') throw new Wait(5, 'early');
        await Promise.resolve();
        outcomes.push(colour);
        throw new Error('refused');
      },
    });
    await expect(failing.ensure(scope, needs, {})).rejects.toThrow('refused');
    expect(outcomes).toEqual(['green']);
  });
});
