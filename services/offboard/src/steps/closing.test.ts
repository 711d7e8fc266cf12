import { DescribeAccountCommand } from '@aws-sdk/client-organizations';
import { expect, test } from '@jest/globals';
import { Closing } from '@tenantry/shared/deployment/closing-config';
import type { AccountClosing } from '../closing/closings.ts';
import type { Scope } from '../scope.ts';
import { zoneWith } from '../testing/place.ts';
import { closing } from './closing.ts';

const tenantId = '01TENANT000000000000000000';
const accountId = '123456789012';

test('where accounts are recycled, one that somebody has closed is never given to the next tenant, nor said to be', async () => {
  const zone = zoneWith('dev');
  zone.config.organization = { ...zone.config.organization, recycle: true };
  let item: AccountClosing | undefined;
  const keep = async (closed: AccountClosing): Promise<void> => {
    item = closed;
  };
  const asked: string[] = [];
  const send = async (command: object): Promise<object> => {
    asked.push(command.constructor.name);
    if (command instanceof DescribeAccountCommand) return { Account: { State: 'CLOSED' } };
    throw Object.assign(new Error('closed already'), { name: 'AccountAlreadyClosedException' });
  };
  const ports = {
    organizations: { send },
    settings: Closing.parse({}),
    now: () => 1_795_500_000,
    closed: async () => {},
    dated: async () => {},
    closings: {
      find: async () => item,
      all: async () => (item ? [item] : []),
      register: keep,
      save: keep,
      alone: async (_owner: string, _now: number, _seconds: number, work: () => Promise<unknown>) => work(),
      members: async () => 0,
    },
  };
  const scope = { tenantId, zone, closing: ports } as unknown as Scope;
  expect(await closing.ensure(scope, { accountId, rolledBack: true }, {})).toEqual({ closing: { state: 'closed' } });
  expect(asked).toEqual(['DescribeAccountCommand', 'CloseAccountCommand']);
});
