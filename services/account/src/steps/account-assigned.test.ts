import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from '@jest/globals';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import type { AccountAssignment } from '../account-assignment.ts';
import { follow, unassign } from '../assignment-requests.ts';
import type { Scope } from '../scope.ts';
import { accountAssigned } from './account-assigned.ts';
import { accountAssignments } from './account-assignments.ts';

const REASON =
  "Obtaining permissions to manage your AWS account '200000000001' takes longer than usual. Please try again in a few minutes.";
const accountId = '200000000001';
const viewers: AccountAssignment = { groupId: 'viewers', permissionSetArn: 'arn:viewer' };

/** Identity Center of which a test decides how the newest request ends; a tenant's steps, looked at as the runner does. */
const identityCenter = () => {
  const requests: { RequestId: string; PrincipalId: string; Status: string; FailureReason?: string }[] = [];
  let isAssigned = false;
  let refusal: { code: string; from: number } | undefined;
  let noted: object | undefined;
  const ask = ({ PrincipalId = '' }: Record<string, string>) => {
    const number = requests.length + 1;
    if (refusal && number >= refusal.from) throw Object.assign(new Error(refusal.code), { name: refusal.code });
    const request = { RequestId: `r-${number}`, PrincipalId, Status: 'IN_PROGRESS' };
    requests.push(request);
    return request;
  };
  const find = (id: string | undefined) => requests.find(({ RequestId }) => RequestId === id);
  const answers: Record<string, (input: Record<string, string>) => object> = {
    ListAccountAssignmentsCommand: () => ({ AccountAssignments: isAssigned ? [{ PrincipalType: 'GROUP', PrincipalId: 'viewers' }] : [] }),
    CreateAccountAssignmentCommand: (input) => ({ AccountAssignmentCreationStatus: ask(input) }),
    DeleteAccountAssignmentCommand: (input) => ({ AccountAssignmentDeletionStatus: ask(input) }),
    DescribeAccountAssignmentCreationStatusCommand: ({ AccountAssignmentCreationRequestId }) => ({
      AccountAssignmentCreationStatus: find(AccountAssignmentCreationRequestId),
    }),
    DescribeAccountAssignmentDeletionStatusCommand: ({ AccountAssignmentDeletionRequestId }) => ({
      AccountAssignmentDeletionStatus: find(AccountAssignmentDeletionRequestId),
    }),
  };
  const ssoAdmin = new SSOAdminClient({ region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'y' } });
  ssoAdmin.middlewareStack.add(
    (_next, context) => async (args) =>
      ({ output: answers[context.commandName ?? '']?.(args.input as never) ?? {}, response: {} }) as never,
    { step: 'initialize' },
  );
  const scope = () =>
    ({
      inOwner: () => ssoAdmin,
      noted,
      owner: { identityCenterInstanceArn: 'arn:instance', permissionSetArns: { TenantViewer: 'arn:viewer' } },
    }) as unknown as Scope;
  const assignments = [viewers];
  const needs = { accountId, assignments };
  /** What a look ends with: done, or the wait. */
  const looked = async (call: (scope: Scope) => Promise<unknown>): Promise<string> => {
    try {
      await call(scope());
      return 'done';
    } catch (error) {
      if (!(error instanceof Wait)) throw error;
      noted = error.note;
      return `${error.seconds} s: ${error.message}`;
    }
  };
  return {
    requests,
    asks: () => looked((at) => accountAssignments.ensure(at, needs, {})),
    look: () => looked((at) => accountAssigned.ensure(at, needs, {})),
    lookBack: () => looked((at) => follow(at, unassign, accountId, [viewers])),
    fail: (reason = REASON) => Object.assign(requests.at(-1) ?? {}, { Status: 'FAILED', FailureReason: reason }),
    succeed: () => {
      Object.assign(requests.at(-1) ?? {}, { Status: 'SUCCEEDED' });
      isAssigned = true;
    },
    /** @param from number of the request from which on it is refused */
    refuse: (code: string | undefined, from = 0) => {
      refusal = code === undefined ? undefined : { code, from };
    },
    alsoOperators: () => assignments.push({ ...viewers, groupId: 'operators' }),
    /** A crash lost what was noted. */
    forget: () => {
      noted = undefined;
    },
  };
};
const IN = '3 s: Identity Center to let the groups into the account';
const AGAIN = `${IN}, asked again after: ${REASON}`;
const BROKEN = 'The managed policy arn:aws:iam::aws:policy/Gone does not exist.';

describe('an assignment that FAILED', () => {
  test('is seen and asked for again after a pause, and the wait says why', async () => {
    const { look, fail, succeed, requests } = identityCenter();
    expect(await look()).toBe(IN);
    expect(await look()).toBe(IN);
    fail();
    expect(await look()).toBe(`60 s: Identity Center to let the groups into the account: ${REASON}`);
    expect(requests).toHaveLength(1);
    expect(await look()).toBe(AGAIN);
    expect(requests).toHaveLength(2);
    succeed();
    expect(await look()).toBe('done');
  });

  test("five times stalls with AWS's reason, after pauses of one, two, four and eight minutes", async () => {
    const { look, fail, requests } = identityCenter();
    await look();
    const pauses: string[] = [];
    for (let n = 0; n < 4; n++) {
      fail(BROKEN);
      pauses.push(await look());
      await look();
    }
    expect(pauses.map((wait) => Number.parseInt(wait, 10))).toEqual([60, 120, 240, 480]);
    fail(BROKEN);
    const stalled = look();
    await expect(stalled).rejects.toBeInstanceOf(StalledError);
    await expect(stalled).rejects.toThrow(BROKEN);
    expect(requests).toHaveLength(5);
  });

  test('because the account is too new is asked for again until the deadline, at most every quarter of an hour, and always says why', async () => {
    const { look, fail, requests } = identityCenter();
    await look();
    const pauses: string[] = [];
    for (let n = 0; n < 20; n++) {
      fail();
      pauses.push(await look());
      expect(await look()).toBe(AGAIN);
    }
    expect(pauses.slice(4).every((wait) => wait.startsWith('900 s: '))).toBe(true);
    expect(requests).toHaveLength(21);
  });

  test('before anybody looked, or whose request a crash forgot, is asked for again: what is missing decides', async () => {
    const { asks, look, fail, forget, requests } = identityCenter();
    expect(await asks()).toBe('done');
    fail();
    expect(await look()).toBe(IN);
    expect(requests).toHaveLength(2);
    fail();
    forget();
    expect(await look()).toBe(IN);
    expect(requests).toHaveLength(3);
  });

  test('is asked for when another request for the account is over, without another pause', async () => {
    const { look, fail, refuse, requests } = identityCenter();
    await look();
    fail();
    await look();
    refuse('ConflictException');
    expect(await look()).toBe('2 s: Identity Center to finish another request for this account');
    refuse(undefined);
    expect(await look()).toBe(AGAIN);
    expect(requests).toHaveLength(2);
  });
});

test('while one request for the account is at work the next waits, and the first is not asked for again', async () => {
  const { asks, look, fail, refuse, requests, alsoOperators } = identityCenter();
  alsoOperators();
  refuse('ConflictException', 2);
  expect(await asks()).toBe('2 s: Identity Center to finish another request for this account');
  fail();
  refuse(undefined);
  expect(await asks()).toBe('done');
  expect(requests.map(({ PrincipalId }) => PrincipalId)).toEqual(['viewers', 'operators']);
  expect(await look()).toBe(IN);
});

test('while Identity Center works on as many requests as it takes, those of other accounts wait', async () => {
  const { asks, look, refuse, requests } = identityCenter();
  refuse('ThrottlingException');
  expect(await asks()).toBe('20 s: Identity Center to finish requests for other accounts');
  refuse(undefined);
  expect(await asks()).toBe('done');
  expect(await look()).toBe(IN);
  expect(requests).toHaveLength(2);
});

test('something that does not exist is an error on the way forward, and success on the way back', async () => {
  const { asks, lookBack, refuse } = identityCenter();
  refuse('ResourceNotFoundException');
  await expect(asks()).rejects.toMatchObject({ name: 'ResourceNotFoundException', advice: expect.stringContaining('retry the stage') });
  expect(await lookBack()).toBe("3 s: Identity Center to end the groups' access to the account");
});

test('a removal that FAILED is asked for again for as long as its deadline allows, and the wait says why', async () => {
  const { lookBack, fail, requests } = identityCenter();
  await lookBack();
  for (let n = 1; n <= 8; n++) {
    fail();
    expect(await lookBack()).toContain(REASON);
    await lookBack();
    expect(requests).toHaveLength(n + 1);
  }
});
