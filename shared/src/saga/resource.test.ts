import { describe, expect, test } from '@jest/globals';
import { idOf } from '../aws/found.ts';
import { hasTag } from '../aws/tags.ts';
import { TENANT_TAG, tenantResourceName } from '../domain/names.ts';
import { Wait } from '../failure/errors.ts';
import { stepContract } from '../testing/step-contract.ts';
import { contractCatches } from '../testing/step-mutants.ts';
import type { StepContract } from '../testing/step-promises.ts';
import { resource, resources } from './resource.ts';

/** As much of AWS as a resource can meet: names that are unique, tags, settings that drift, deletions that take a while. */
interface Box {
  readonly id: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly colour: string;
  readonly state: 'alive' | 'deleted';
}
class Shelf {
  boxes: Box[] = [];
  calls: string[] = [];
  inUse = false;
  #made = 0;

  list(name: string): Box[] {
    this.calls.push('List');
    return this.boxes.filter((box) => box.name === name);
  }
  get(id: string): Box {
    this.calls.push('Get');
    return this.boxes.find((box) => box.id === id && box.state === 'alive') ?? refused('NoSuchBox');
  }
  create(name: string, tags: Box['tags'], colour: string): Box {
    this.calls.push('Create');
    if (this.boxes.some((box) => box.name === name && box.state === 'alive')) refused('BoxExists');
    const made: Box = { id: `box-${++this.#made}`, name, tags, colour, state: 'alive' };
    this.boxes.push(made);
    return made;
  }
  change(id: string, change: Partial<Box>): Box {
    const box = { ...this.get(id), ...change };
    this.boxes = this.boxes.map((one) => (one.id === id ? box : one));
    return box;
  }
  delete(id: string): void {
    if (this.inUse) refused('BoxInUse');
    this.change(id, { state: 'deleted' });
  }
}
const refused = (code: string): never => {
  throw Object.assign(new Error(`${code} of the shelf`), { name: code });
};

interface Scope {
  readonly tenantId: string;
  readonly shelf: Shelf;
}
let tenants = 0;
const tenant = async () => {
  const scope: Scope = { tenantId: `T${++tenants}`, shelf: new Shelf() };
  return { scope, needs: { colour: 'red' } };
};
const alive = ({ shelf }: Scope): string[] => shelf.boxes.flatMap(({ id, state }) => (state === 'alive' ? [id] : []));

const box = resource(
  'box',
  {
    find: async ({ shelf, tenantId }: Scope, _heard: object, { boxId }: { boxId?: string }) =>
      boxId ? [shelf.get(boxId)] : shelf.list(tenantResourceName(tenantId)),
    isOurs: (scope, { tags }) => hasTag(scope, tags),
    isDead: ({ state }) => state === 'deleted',
    create: async ({ shelf, tenantId }: Scope, { colour }: { colour: string }) =>
      shelf.create(tenantResourceName(tenantId), { [TENANT_TAG]: tenantId }, colour),
    differs: (_scope, { colour }, found) => (found.colour === colour ? [] : ['colour']),
    repair: async ({ shelf }, { colour }, { id }) => shelf.change(id, { colour }),
    remove: async ({ shelf }, { id, state }) => {
      if (state === 'alive') shelf.delete(id);
    },
    gone: ['NoSuchBox'],
    inUse: { codes: ['BoxInUse'], seconds: 15, by: 'the shelf' },
    foreign: { code: 'ForeignBox', advice: 'Remove it.' },
    what: ({ id }) => `box ${id}`,
    out: (_scope, { id, colour }) => ({ boxId: idOf(id, 'the box'), colour }),
  },
  { creates: [{ type: 'Test::Box' }] },
);
const contract: StepContract<Scope, { colour: string }, { boxId: string; colour: string }> = {
  step: box,
  tenant,
  list: async (scope) => alive(scope),
  drift: async ({ shelf }, _needs, { boxId }) => {
    shelf.change(boxId, { colour: 'grey' });
  },
  isSound: async ({ shelf }, { colour }, { boxId }) => shelf.get(boxId).colour === colour,
  foreign: async ({ shelf, tenantId }) => {
    const { id } = shelf.create(tenantResourceName(tenantId), {}, 'white');
    return { id, isUntouched: async () => shelf.get(id).colour === 'white' };
  },
};

describe('a resource keeps the contract of steps', () => {
  stepContract(contract);
  contractCatches(contract);
});

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
