import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import type { Detail } from '@tenantry/shared/saga/record';
import { inMemory } from './replay.ts';
import { GreetingReady, GreetingRemoved, greeting } from './stage.ts';
import { parameterName, type Scope } from './step.ts';
import { storedValue, tenant } from './testing/tenant.ts';

const detailOf = ({ tenantId }: Scope, event: string, fields: object): Detail => ({
  tenantId,
  eventId: `${tenantId}/${event}/1`,
  causedBy: '',
  at: '2026-01-01T00:00:00Z',
  ...fields,
});

/** A tenant whose stage has heard `AccountReady`, and what it published. */
const greeted = async () => {
  const { scope, root, needs } = await tenant();
  const run = inMemory(greeting, scope.tenantId, scope);
  const ready = { name: AccountReady.name, detail: detailOf(scope, AccountReady.name, needs) };
  const published = await run.hear(ready);
  return { ...run, scope, root, needs, ready, published };
};

test('a stage builds, and says so', async () => {
  const { scope, root, needs, published } = await greeted();
  expect(await storedValue(root)).toBe(needs.domain);
  expect(published).toMatchObject([
    {
      event: GreetingReady.name,
      detail: { eventId: `${scope.tenantId}/greeting/${GreetingReady.name}/1`, parameterName: parameterName(scope) },
    },
  ]);
});

test('the same message a second time changes nothing and publishes nothing', async () => {
  const { hear, root, ready } = await greeted();
  await root.tenant(SSMClient).send(new PutParameterCommand({ Name: parameterName(root), Value: 'drifted', Overwrite: true }));
  expect(await hear(ready)).toEqual([]);
  expect(await storedValue(root)).toBe('drifted');
});

test('a replay repairs what has drifted, and publishes once more in the next generation; its second delivery changes nothing', async () => {
  const { replay, scope, root, needs, ready } = await greeted();
  await root.tenant(SSMClient).send(new PutParameterCommand({ Name: parameterName(root), Value: 'drifted', Overwrite: true }));
  const eventId = `${scope.tenantId}/greeting/${GreetingReady.name}/2`;
  expect(await replay(ready, 'after-the-drift')).toMatchObject([{ event: GreetingReady.name, detail: { eventId } }]);
  expect(await storedValue(root)).toBe(needs.domain);
  expect(await replay(ready, 'after-the-drift')).toEqual([]);
});

test('a removal is for good: a replay brings nothing back', async () => {
  const { hear, replay, scope, root, ready } = await greeted();
  const offboarding = { name: TenantOffboarding.name, detail: detailOf(scope, TenantOffboarding.name, { reason: 'left', export: false }) };
  expect(await hear(offboarding)).toMatchObject([{ event: GreetingRemoved.name }]);
  expect((await replay(ready, 'too-late')).map(({ event }) => event)).not.toContain(GreetingReady.name);
  await expect(storedValue(root)).rejects.toMatchObject({ name: 'ParameterNotFound' });
});
