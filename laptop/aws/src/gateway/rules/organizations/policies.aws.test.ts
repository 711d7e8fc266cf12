import { CreatePolicyCommand, EnablePolicyTypeCommand, ListRootsCommand } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { held } from '../testing/held.ts';
import { type Organization, startOrganization } from '../testing/organization.ts';
import { errorOf } from '../testing/ruled-aws.ts';

let org: Organization;
beforeAll(async () => {
  org = await startOrganization();
});
afterAll(() => org.stop());

describe('policy types', () => {
  const type = { PolicyType: 'SERVICE_CONTROL_POLICY' } as const;
  let policies = 0;
  const status = async () => (await org.client.send(new ListRootsCommand({}))).Roots![0]!.PolicyTypes!.map(({ Status }) => Status);
  const create = (name = 'policy') =>
    errorOf(
      org.client.send(
        new CreatePolicyCommand({
          Name: `${name}-${++policies}`,
          Description: 'x',
          Type: type.PolicyType,
          Content: JSON.stringify({ Version: '2012-10-17', Statement: [] }),
        }),
      ),
    );

  test('are enabled a while after they were asked for, and no policy is made before', async () => {
    const RootId = await org.rootId();
    const enable = () => errorOf(org.client.send(new EnablePolicyTypeCommand({ RootId, ...type })));
    expect([await status(), await create()]).toEqual([[], 'PolicyTypeNotEnabledException']);
    expect([await enable(), await status(), await create(), await enable()]).toEqual([
      'none',
      ['PENDING_ENABLE'],
      'PolicyTypeNotEnabledException',
      'PolicyChangesInProgressException',
    ]);
    org.advance(11);
    expect([await status(), await create(), await enable()]).toEqual([['ENABLED'], 'none', 'PolicyTypeAlreadyEnabledException']);
  });

  test('take one creation of a policy or unit at a time', async () => {
    const root = await org.rootId();
    const creations = [create, (name: string) => errorOf(org.unit(name, root))];
    for (const make of creations) {
      const first = await held(org.local.context, () => make('first'));
      expect(await make('second')).toBe('ConcurrentModificationException');
      expect(await first.goOn()).toBe('none');
      expect(await make('second')).toBe('none');
    }
  });
});
