import { type CreateAccountStatus, OrganizationsClient } from '@aws-sdk/client-organizations';
import { TENANT_TAG } from '@tenantry/shared/domain/names';
import { Wait } from '@tenantry/shared/failure/errors';
import type { Creation } from '../account-creation.ts';
import { type CreationPlace, taken } from '../creation-lease.ts';
import type { Scope } from '../scope.ts';
import { account } from '../steps/account.ts';
import { accountCreated } from '../steps/account-created.ts';

/** How a request ends: with an account, or FAILED for a reason. */
export type End = 'SUCCEEDED' | NonNullable<CreateAccountStatus['FailureReason']>;

/** An organization of which a test decides how each request ends, in the order in which they are made. */
export const fakeOrganization = () => {
  const statuses: CreateAccountStatus[] = [];
  const calls: string[] = [];
  /** Requests that Organizations has taken but does not list yet. */
  const unlisted = new Set<string>();
  const organizations = new OrganizationsClient({ region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'y' } });
  const answers: Record<string, (input: Record<string, string>) => object> = {
    DescribeCreateAccountStatusCommand: ({ CreateAccountRequestId }) => ({
      CreateAccountStatus: statuses.find(({ Id }) => Id === CreateAccountRequestId),
    }),
    ListCreateAccountStatusCommand: () => ({ CreateAccountStatuses: statuses.filter(({ Id = '' }) => !unlisted.has(Id)) }),
    ListAccountsCommand: () => ({ Accounts: [] }),
    ListTagsForResourceCommand: ({ ResourceId }) => ({
      Tags: statuses.flatMap(({ AccountId, AccountName = '' }) =>
        AccountId === ResourceId ? [{ Key: TENANT_TAG, Value: AccountName.replace('tenantry-', '') }] : [],
      ),
    }),
    CreateAccountCommand: ({ AccountName = '' }) => {
      const number = statuses.length + 1;
      const created: CreateAccountStatus = {
        Id: `car-${number}`,
        AccountName,
        State: 'IN_PROGRESS',
        RequestedTimestamp: new Date(number * 1000),
      };
      statuses.push(created);
      return { CreateAccountStatus: created };
    },
  };
  organizations.middlewareStack.add(
    (_next, context) => async (args) => {
      calls.push((context.commandName ?? '').replace('Command', ''));
      return { output: answers[context.commandName ?? '']?.(args.input as never) ?? {}, response: {} } as never;
    },
    { step: 'initialize' },
  );
  let places: readonly CreationPlace[] = [];
  const asked = new Set<string>();

  /** A tenant, and its two steps as the runner takes them: what is saved, noted and forgotten. */
  const tenant = (name: string) => {
    let noted: object | undefined;
    let saved: { creation?: Creation } = {};
    /** What `account` answered in this generation. */
    let asks: { creation: Creation } | undefined;
    const lease: Scope['lease'] = {
      take: async () => {
        places = taken(places, name, 0);
        return places.some(({ tenantId }) => tenantId === name);
      },
      release: async () => {
        places = places.filter(({ tenantId }) => tenantId !== name);
      },
      ask: async () => asked.size < asked.add(name).size,
      refused: async () => void asked.delete(name),
      claim: async () => true,
    };
    const scope = () =>
      ({
        inOwner: () => organizations,
        lease,
        email: `${name}@a.example`,
        accountName: `tenantry-${name}`,
        deployment: 'dev',
        tenantId: name,
        noted,
      }) as unknown as Scope;
    /** One look: answers the account's id, or what it waits for. */
    const look = async (): Promise<string> => {
      try {
        asks ??= await account.ensure(scope(), {}, saved);
        saved = asks;
        return (await accountCreated.ensure(scope(), asks, {})).accountId;
      } catch (error) {
        if (!(error instanceof Wait)) throw error;
        noted = error.note;
        return error.message;
      }
    };
    return {
      look,
      /** A person retries the stage: another generation, in which nothing is noted. */
      retry: () => {
        noted = undefined;
        asks = undefined;
        return look();
      },
      /** The answer to CreateAccount got lost, and what the step noted with it. */
      forget: () => {
        saved = {};
        asks = undefined;
        noted = undefined;
      },
      hasPlace: () => places.some(({ tenantId }) => tenantId === name),
    };
  };
  return {
    tenant,
    calls,
    unlisted,
    requests: () => statuses.length,
    /** Ends the newest request. */
    end: (as: End) => {
      const last = statuses.length - 1;
      const ended = as === 'SUCCEEDED' ? { State: as, AccountId: '200000000001' } : { State: 'FAILED' as const, FailureReason: as };
      statuses[last] = { ...statuses[last], ...ended };
    },
  };
};
