import { describe, expect, test } from '@jest/globals';
import { tenantResourceName } from '../domain/names.ts';
import { box, contract, type Scope } from './shelf.ts';
import { clauses, stepContract } from './step-contract.ts';
import { contractCatches } from './step-mutants.ts';
import { PROMISES } from './step-promises.ts';

describe('a resource keeps the contract of steps', () => {
  stepContract(contract);
  contractCatches(contract);
});

describe('the contract says what was forgotten, and where it belongs', () => {
  const saysOf = async (verbs: Parameters<typeof box.withVerbs>[0], title: string, more: object = {}): Promise<string> => {
    const clause = clauses({ ...contract, step: box.withVerbs(verbs), ...more }).find((one) => one.title === title);
    return String(await clause?.run().catch((error: unknown) => error));
  };

  test('a tag', async () => {
    const create = async ({ shelf, tenantId }: Scope) => shelf.create(tenantResourceName(tenantId), {}, 'red');
    expect(await saysOf({ create, foreign: undefined, gone: ['NoSuchBox'] }, PROMISES.removed)).toContain('delete it in remove');
    expect(await saysOf({ create }, PROMISES.twice)).toMatch(
      /box does not know by the tenant's tag what it has created: give it tenantTags.*docs\/extending/,
    );
    expect(await saysOf({ create, find: async () => [] }, PROMISES.twice)).toContain('box does not find what it has created');
  });

  test('a removal', async () => {
    expect(await saysOf({ remove: async () => undefined }, PROMISES.removed)).toMatch(
      /box leaves box-1 behind: delete it in remove \(docs\/extending/,
    );
  });

  test("a line of the service's policy", async () => {
    const create = async () => {
      throw Object.assign(new Error('no identity-based policy allows it'), { name: 'AccessDenied', call: 'Shelf CreateBox' });
    };
    expect(await saysOf({ create }, PROMISES.twice)).toMatch(/box may not call Shelf CreateBox: allow it in landing-zone\/src\/policies/);
  });

  test('a hook of the test itself', async () => {
    expect(await saysOf({}, 'its test gives `foreign`', { foreign: undefined })).toContain(
      "make, as root, what has its name and not the tenant's tag",
    );
    expect(await saysOf({}, 'its test gives `drift` and `isSound`', { drift: undefined })).toContain('spoil that as root');
  });
});
