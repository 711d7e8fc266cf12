import {
  type AccountAssignmentOperationStatus,
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { isCode, StalledError, Wait } from '@tenantry/shared/failure/errors';
import { type AccountAssignment, assignmentInput, isSame } from './account-assignment.ts';
import type { Scope } from './scope.ts';

/** Identity Center takes a request and works on it; only its status says that it FAILED, and why. */
interface Direction {
  readonly goal: string;
  readonly start: (scope: Scope, accountId: string, assignment: AccountAssignment) => Promise<string | undefined>;
  readonly status: (scope: Scope, requestId: string) => Promise<AccountAssignmentOperationStatus | undefined>;
  /** After how many failures a person looks; a removal never gives up, but for its deadline. */
  readonly tries: number;
}
const GONE =
  'A group or a permission set was deleted, or created again with another id, since the stage looked it up: retry the stage, which looks again (docs/runbook.md#account-not-ready).';
export const assign: Direction = {
  goal: 'to let the groups into the account',
  start: async (scope, accountId, assignment) => {
    try {
      const answer = await scope
        .inOwner(SSOAdminClient)
        .send(new CreateAccountAssignmentCommand(assignmentInput(scope, accountId, assignment)));
      return answer.AccountAssignmentCreationStatus?.RequestId;
    } catch (error) {
      // It may not know the new account yet: tried again, and the advice says what else it can be.
      throw isCode(error, 'ResourceNotFoundException') ? Object.assign(error as Error, { advice: GONE }) : error;
    }
  },
  status: async ({ inOwner, owner }, AccountAssignmentCreationRequestId) => {
    const query = { InstanceArn: owner.identityCenterInstanceArn, AccountAssignmentCreationRequestId };
    return (await inOwner(SSOAdminClient).send(new DescribeAccountAssignmentCreationStatusCommand(query))).AccountAssignmentCreationStatus;
  },
  tries: 5,
};
export const unassign: Direction = {
  goal: "to end the groups' access to the account",
  start: async (scope, accountId, assignment) => {
    try {
      const answer = await scope
        .inOwner(SSOAdminClient)
        .send(new DeleteAccountAssignmentCommand(assignmentInput(scope, accountId, assignment)));
      return answer.AccountAssignmentDeletionStatus?.RequestId;
    } catch (error) {
      if (isCode(error, 'ResourceNotFoundException')) return undefined; // gone meanwhile
      throw error;
    }
  },
  status: async ({ inOwner, owner }, AccountAssignmentDeletionRequestId) => {
    const query = { InstanceArn: owner.identityCenterInstanceArn, AccountAssignmentDeletionRequestId };
    return (await inOwner(SSOAdminClient).send(new DescribeAccountAssignmentDeletionStatusCommand(query))).AccountAssignmentDeletionStatus;
  },
  tries: Number.POSITIVE_INFINITY,
};

/** A request, and how often this assignment has been asked for. */
interface Asked extends AccountAssignment {
  readonly requestId: string;
  readonly times: number;
}
/** What is known again at the next look. If a crash loses it, what is missing is asked for once more, which changes nothing. */
interface Noted {
  readonly asked?: readonly Asked[];
  /** The pause after a failure is over at the next look. */
  readonly paused?: boolean;
  /** Why a request has failed, as AWS said last. */
  readonly reason?: string | undefined;
}

/**
 * "Obtaining permissions to manage your AWS account takes longer than usual. Please try again in a few minutes", says AWS of an account
 * that Identity Center cannot get into yet: a new one may need hours, so that only the step's deadline ends it.
 */
const isForLater = (reason: string): boolean => /try again/i.test(reason);
/** Seconds. */
const pauseAfter = (times: number): number => Math.min(900, 60 * 2 ** (times - 1));

/**
 * Goes on with assignments that AWS does not list as wanted: looks at what was asked for, pauses after what FAILED, and asks for the
 * rest. Ends when AWS calls all of them SUCCEEDED.
 * @throws Wait until then
 * @throws StalledError with AWS's reason when one has failed too often
 */
export const follow = async (scope: Scope, direction: Direction, accountId: string, open: readonly AccountAssignment[]): Promise<void> => {
  const { asked = [], paused = false, reason: before }: Noted = scope.noted ?? {};
  const looked = await Promise.all(
    open.map(async (assignment) => {
      const last = asked.find((one) => isSame(one, assignment));
      return { assignment, last, now: last && (await statusOf(scope, direction, last.requestId)) };
    }),
  );
  let reason = before;
  for (const { last, now } of looked) {
    if (!last || now?.Status !== 'FAILED') continue;
    reason = now.FailureReason ?? 'it gave no reason';
    if (last.times >= direction.tries && !isForLater(reason)) throw failed(accountId, reason, last.times);
    if (!paused) throw new Wait(pauseAfter(last.times), `Identity Center ${direction.goal}: ${reason}`, { asked, paused: true, reason });
  }
  if (looked.every(({ now }) => now?.Status === 'SUCCEEDED')) return;
  let known: readonly Asked[] = asked;
  for (const { assignment, last, now } of looked) {
    if (now?.Status === 'IN_PROGRESS' || now?.Status === 'SUCCEEDED') continue;
    const requestId = await orWait(direction.start(scope, accountId, assignment), { asked: known, paused, reason });
    const others = known.filter((one) => !isSame(one, assignment));
    if (requestId) known = [...others, { ...assignment, requestId, times: (last?.times ?? 0) + 1 }];
  }
  const again = reason === undefined ? '' : `, asked again after: ${reason}`;
  throw new Wait(3, `Identity Center ${direction.goal}${again}`, { asked: known, reason });
};

/** Undefined when Identity Center has forgotten the request: then what it lists decides. */
const statusOf = async (scope: Scope, direction: Direction, requestId: string): Promise<AccountAssignmentOperationStatus | undefined> => {
  try {
    return await direction.status(scope, requestId);
  } catch (error) {
    if (isCode(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
};

/**
 * Identity Center takes one request per account at a time, and a dozen in all: "There are too many requests processing. Please try again
 * later" (https://github.com/aws-samples/aws-iam-identity-center-extensions/issues/87). Creating many tenants meets both.
 * @throws Wait while others are at work
 */
export const orWait = async <T>(call: Promise<T>, note: object): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    if (isCode(error, 'ConflictException')) throw new Wait(2, 'Identity Center to finish another request for this account', note);
    if (isCode(error, 'ThrottlingException')) throw new Wait(20, 'Identity Center to finish requests for other accounts', note);
    throw error;
  }
};

const failed = (accountId: string, reason: string, times: number): StalledError =>
  new StalledError(`Identity Center could not let the groups into account ${accountId}, ${times} times: ${reason}`, {
    code: 'AssignmentFailed',
    advice:
      "Remove the cause that AWS's reason names; where it names none, ask AWS Support. Then retry the stage (docs/runbook.md#account-not-ready).",
  });
