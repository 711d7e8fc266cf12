import { type CloseAccountCommand, DescribeAccountCommand, type OrganizationsClient } from '@aws-sdk/client-organizations';
import { Closing } from '@tenantry/shared/deployment/closing-config';
import { ulid } from 'ulid';
import type { ClosingPorts } from '../closing/close-accounts.ts';
import type { AccountClosing } from '../closing/closings.ts';
import { newClosings } from './closings-table.ts';
import { organizations } from './member-account.ts';

/** A separate table of closings, a clock that the test turns, and the organization that all tests share. */
export const closingOf = async (settings: Partial<Closing> = {}, fake?: { send: (command: unknown) => Promise<unknown> }) => {
  const told: string[] = [];
  let now = 1_795_500_000;
  const ports: ClosingPorts = {
    closings: await newClosings(),
    organizations: (fake as unknown as OrganizationsClient) ?? organizations,
    settings: Closing.parse(settings),
    now: () => now,
    closed: async ({ tenantId }) => void told.push(tenantId),
    dated: async () => {},
  };
  const queue = async (accountId: string): Promise<string> => {
    const tenantId = ulid();
    await ports.closings.register({ tenantId, accountId, requestedAt: now++, state: 'queued' });
    return tenantId;
  };
  const stateOf = async (tenantId: string): Promise<AccountClosing['state'] | undefined> => (await ports.closings.find(tenantId))?.state;
  return { ports, told, queue, stateOf, after: (seconds: number) => (now += seconds), now: () => now };
};

/** An organization that answers as the test says. */
export const refusing = (answers: (accountId: string) => { name: string; Reason?: string } | undefined, state = 'ACTIVE') => {
  const asked: string[] = [];
  const send = async (command: unknown): Promise<unknown> => {
    const { AccountId = '' } = (command as CloseAccountCommand).input;
    if (command instanceof DescribeAccountCommand) return { Account: { State: state } };
    asked.push(AccountId);
    const error = answers(AccountId);
    if (error) throw Object.assign(new Error(error.name), error);
    return {};
  };
  return { asked, send };
};
