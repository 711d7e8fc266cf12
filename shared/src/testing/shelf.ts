import { idOf } from '../aws/found.ts';
import { hasTag } from '../aws/tags.ts';
import { TENANT_TAG, tenantResourceName } from '../domain/names.ts';
import { resource } from '../saga/resource.ts';
import type { StepContract } from './step-promises.ts';

/** As much of AWS as a resource can meet: names that are unique, tags, settings that drift, deletions that take a while. */
export interface Box {
  readonly id: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly colour: string;
  readonly state: 'alive' | 'deleted';
}
export class Shelf {
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

export interface Scope {
  readonly tenantId: string;
  readonly shelf: Shelf;
}
let tenants = 0;
export const tenant = async () => {
  const scope: Scope = { tenantId: `T${++tenants}`, shelf: new Shelf() };
  return { scope, needs: { colour: 'red' } };
};
export const alive = ({ shelf }: Scope): string[] => shelf.boxes.flatMap(({ id, state }) => (state === 'alive' ? [id] : []));

export const box = resource(
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
export const contract: StepContract<Scope, { colour: string }, { boxId: string; colour: string }> = {
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
