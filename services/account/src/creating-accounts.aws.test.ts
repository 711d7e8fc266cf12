import { CreateAccountCommand, DescribeCreateAccountStatusCommand, type OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, test } from '@jest/globals';
import { AccountReleased } from '@tenantry/events-schema/account';
import { TenantRequested } from '@tenantry/events-schema/admin';
import type { Message } from '@tenantry/shared/saga/record';
import { runner } from '@tenantry/shared/saga/runner';
import { type AnyStage, type AnyStep, stage } from '@tenantry/shared/saga/stage';
import { replacing } from '@tenantry/shared/testing/clients';
import { memoryPorts } from '@tenantry/shared/testing/memory-ports';
import { PLACES } from './creation-lease.ts';
import type { Scope } from './scope.ts';
import { account } from './steps/account.ts';
import { accountCreated } from './steps/account-created.ts';
import { deployment, organizations, tenantIn } from './testing/tenant-account.ts';

const TENANTS = 20;

/** The first two steps of the stage, which are all that touches creations. */
const creating = stage('account', { removeOn: [], removed: AccountReleased })
  .on(TenantRequested)
  .step(account as unknown as AnyStep as never)
  .step(accountCreated as unknown as AnyStep as never) as unknown as AnyStage;

/** Organizations, of which a test knows which calls a tenant made, and how many creations were in progress at most. */
const watched = (inProgress: Set<string>, seen: { most: number }) => {
  const calls: string[] = [];
  const send = async (command: object): Promise<unknown> => {
    calls.push(command.constructor.name.replace('Command', ''));
    const answer = await organizations.send(command as never);
    const { CreateAccountStatus: status } = answer as { CreateAccountStatus?: { Id: string; State: string } };
    if (command instanceof CreateAccountCommand && status) inProgress.add(status.Id);
    seen.most = Math.max(seen.most, inProgress.size);
    if (command instanceof DescribeCreateAccountStatusCommand && status?.State === 'SUCCEEDED') inProgress.delete(status.Id);
    return answer;
  };
  const client: OrganizationsClient = new Proxy(organizations, {
    get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)),
  });
  return { client, calls };
};

test('of many tenants at once never more than five have an account in creation, those that wait ask nothing, and all get one', async () => {
  const at = await deployment();
  const inProgress = new Set<string>();
  const seen = { most: 0 };
  let turnsAwaited = 0;

  const onboard = async (): Promise<void> => {
    const own = tenantIn(at);
    const { client, calls } = watched(inProgress, seen);
    let wake: Message | undefined = {
      name: TenantRequested.name,
      detail: { tenantId: own.tenantId, eventId: `${own.tenantId}/requested`, causedBy: '', at: '' },
    };
    let workers = 0;
    const { ports, record } = memoryPorts<Scope>({
      later: async (message) => {
        wake = message;
      },
      scope: ({ waiting, generation }) => ({
        ...own,
        inOwner: replacing(own.inOwner, client),
        noted: waiting?.generation === generation ? waiting.note : undefined,
      }),
      id: () => `w${workers++}`,
      now: () => Date.now() / 1000,
    });
    const run = runner(creating, ports);
    while (wake) {
      const message: Message = wake;
      wake = undefined;
      await run(message);
      if (record().waiting?.turn) {
        turnsAwaited++;
        expect(calls).toEqual([]);
      }
      // Meanwhile the others have their turn.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(record().failure).toBeUndefined();
    expect(record().done.accountCreated?.out).toEqual({ accountId: expect.stringMatching(/^\d{12}$/) });
    expect(calls.filter((call) => call.startsWith('List'))).toEqual([]);
  };

  await Promise.all(Array.from({ length: TENANTS }, onboard));
  expect(turnsAwaited).toBeGreaterThan(0);
  expect(seen.most).toBeGreaterThan(1);
  expect(seen.most).toBeLessThanOrEqual(PLACES);
});
