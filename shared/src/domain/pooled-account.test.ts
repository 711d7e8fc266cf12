import { describe, expect, test } from '@jest/globals';
import { POOL_TAG, TENANT_TAG } from './names.ts';
import { accountTagsOf, isReassigned } from './pooled-account.ts';

type Tag = { readonly Key: string; readonly Value: string };
const pages = async function* (...all: readonly (readonly Tag[] | undefined)[]) {
  for (const Tags of all) yield Tags ? { Tags } : {};
};

describe('the tags of an account', () => {
  test('are those of all pages, of which any may be empty', async () => {
    const tags = await accountTagsOf(pages([], undefined, [{ Key: TENANT_TAG, Value: 't' }], [], [{ Key: POOL_TAG, Value: 'dev' }]));
    expect(tags).toEqual({ tenantId: 't', pool: 'dev' });
    expect(isReassigned(tags, 't')).toBe(false);
  });

  test('may say nothing', async () => {
    expect(await accountTagsOf(pages())).toEqual({ tenantId: undefined, pool: undefined });
  });
});
