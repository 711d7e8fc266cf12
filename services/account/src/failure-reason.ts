import { StalledError, TerminalError } from '@tenantry/shared/failure/errors';

/** Why CreateAccount failed (Organizations API reference, CreateAccountStatus). */
interface Meaning {
  readonly kind: 'again' | 'stalled' | 'terminal';
  readonly advice: string;
}
const RUNBOOK = 'docs/runbook.md#account-not-ready';
const RAISE = `Ask AWS Support for a higher number of accounts ("Maximum number of accounts"), then retry the stage (${RUNBOOK}).`;
const PAYMENT = `Repair the payment method of the owner account, then retry the stage (${RUNBOOK}).`;
const BUSINESS = `Complete the business validation of the owner account with AWS Support, then retry the stage (${RUNBOOK}).`;
const LATER = `AWS fails to create accounts: look at the AWS Health Dashboard of the owner account, ask AWS Support, then retry the stage (${RUNBOOK}).`;

export const MEANINGS: Readonly<Record<string, Meaning>> = {
  // A request of ours with the same address is at work, or AWS itself failed ("try again later").
  CONCURRENT_ACCOUNT_MODIFICATION: { kind: 'again', advice: LATER },
  INTERNAL_FAILURE: { kind: 'again', advice: LATER },
  ACCOUNT_LIMIT_EXCEEDED: { kind: 'stalled', advice: RAISE },
  INVALID_PAYMENT_INSTRUMENT: { kind: 'stalled', advice: PAYMENT },
  MISSING_PAYMENT_INSTRUMENT: { kind: 'stalled', advice: PAYMENT },
  FAILED_BUSINESS_VALIDATION: { kind: 'stalled', advice: BUSINESS },
  INVALID_IDENTITY_FOR_BUSINESS_VALIDATION: { kind: 'stalled', advice: BUSINESS },
  MISSING_BUSINESS_VALIDATION: { kind: 'stalled', advice: BUSINESS },
  PENDING_BUSINESS_VALIDATION: { kind: 'stalled', advice: BUSINESS },
  UNKNOWN_BUSINESS_VALIDATION: { kind: 'stalled', advice: BUSINESS },
  INVALID_ADDRESS: { kind: 'stalled', advice: `Repair the address of the owner account, then retry the stage (${RUNBOOK}).` },
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED: {
    kind: 'stalled',
    advice: `Let the organization's resource policy allow organizations:TagResource, then retry the stage (${RUNBOOK}).`,
  },
  // No account of the organization shows the address: one elsewhere has it, or ours is not listed yet. A closing would cost 90 days.
  EMAIL_ALREADY_EXISTS: {
    kind: 'stalled',
    advice: `Find out whose account has the address. If it is of this tenant, retry the stage; else off-board the tenant and request it again (${RUNBOOK}).`,
  },
  // The pattern of the configuration alone makes the address: no account exists, and none ever will.
  INVALID_EMAIL: {
    kind: 'terminal',
    advice: `Repair organization.emailPattern in the configuration and request the tenant again (${RUNBOOK}).`,
  },
};
/** Why Organizations refuses a request at once (API reference, ConstraintViolationException): nothing but a person removes these. */
export const CONSTRAINTS: Readonly<Record<string, string>> = {
  ACCOUNT_NUMBER_LIMIT_EXCEEDED: RAISE,
  INVALID_PAYMENT_INSTRUMENT: PAYMENT,
  MASTER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED: PAYMENT,
  MASTER_ACCOUNT_MISSING_CONTACT_INFO: `Complete the contact information of the owner account, then retry the stage (${RUNBOOK}).`,
  EMAIL_VERIFICATION_CODE_EXPIRED: `Verify the e-mail address of the owner account (Organizations console, "Settings"), then retry the stage (${RUNBOOK}).`,
  TAG_POLICY_VIOLATION: `Let the organization's tag policy allow the tags tenantry:* on accounts, then retry the stage (${RUNBOOK}).`,
};

/** A request for an account that Organizations refuses for a limit or a state of the organization. @param reason of the exception */
export const refusedRequest = (reason: string, cause: Error): StalledError =>
  new StalledError(`Organizations does not create the account: ${cause.message}`, {
    code: reason,
    advice:
      CONSTRAINTS[reason] ??
      `Look the reason up in the Organizations API reference (CreateAccount, ConstraintViolationException), then retry the stage (${RUNBOOK}).`,
    cause,
  });

/** A reason that AWS adds later: a person looks at it, and no tenant is taken back for it. */
const UNKNOWN: Meaning = {
  kind: 'stalled',
  advice: `Look the reason up in the Organizations API reference (CreateAccountStatus), then retry the stage (${RUNBOOK}).`,
};

/** How often an account is asked for before a person looks. */
const TRIES = 4;
const FIRST_PAUSE = 60;

/**
 * How long to wait before the account is asked for again, seconds.
 * @param failures how often it has failed since the stage began or was retried
 * @throws StalledError or TerminalError when asking again cannot help, or has not helped
 */
export const pauseBeforeNext = (email: string, reason: string, failures: number): number => {
  const { kind, advice } = MEANINGS[reason] ?? UNKNOWN;
  const message = `the account of ${email} could not be created: ${reason}`;
  if (kind === 'terminal') throw new TerminalError(message, { code: reason, advice });
  if (kind === 'stalled') throw new StalledError(message, { code: reason, advice });
  if (failures >= TRIES) throw new StalledError(`${message}, ${failures} times`, { code: reason, advice });
  return FIRST_PAUSE * 2 ** (failures - 1);
};
