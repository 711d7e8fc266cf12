import { StalledError, TerminalError } from '@tenantry/shared/errors';

/** Why CreateAccount failed (Organizations API reference, CreateAccountStatus). */
interface Meaning {
  readonly kind: 'again' | 'stalled' | 'terminal';
  readonly advice: string;
}
const RAISE = 'Ask AWS Support for a higher number of accounts ("Default maximum number of accounts"), then retry the stage.';
const PAYMENT = 'Repair the payment method of the owner account, then retry the stage.';
const BUSINESS = 'Complete the business validation of the owner account with AWS Support, then retry the stage.';

const MEANINGS: Readonly<Record<string, Meaning>> = {
  // Somebody else is creating an account, or AWS had a failure of its own: both say "try again later".
  CONCURRENT_ACCOUNT_MODIFICATION: { kind: 'again', advice: '' },
  INTERNAL_FAILURE: { kind: 'again', advice: '' },
  ACCOUNT_LIMIT_EXCEEDED: { kind: 'stalled', advice: RAISE },
  INVALID_PAYMENT_INSTRUMENT: { kind: 'stalled', advice: PAYMENT },
  MISSING_PAYMENT_INSTRUMENT: { kind: 'stalled', advice: PAYMENT },
  FAILED_BUSINESS_VALIDATION: { kind: 'stalled', advice: BUSINESS },
  INVALID_IDENTITY_FOR_BUSINESS_VALIDATION: { kind: 'stalled', advice: BUSINESS },
  MISSING_BUSINESS_VALIDATION: { kind: 'stalled', advice: BUSINESS },
  PENDING_BUSINESS_VALIDATION: { kind: 'stalled', advice: BUSINESS },
  UNKNOWN_BUSINESS_VALIDATION: { kind: 'stalled', advice: BUSINESS },
  INVALID_ADDRESS: { kind: 'stalled', advice: 'Repair the address of the owner account, then retry the stage.' },
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED: {
    kind: 'stalled',
    advice: "Let the organization's resource policy allow organizations:TagResource, then retry the stage.",
  },
  // The account that has the address was looked for before, and is not this tenant's.
  EMAIL_ALREADY_EXISTS: { kind: 'terminal', advice: 'Find out whose account has the address, then request the tenant again.' },
  INVALID_EMAIL: { kind: 'terminal', advice: 'Repair organization.emailPattern in the configuration and request the tenant again.' },
  GOVCLOUD_ACCOUNT_ALREADY_EXISTS: { kind: 'terminal', advice: 'Accounts of GovCloud are not supported: request the tenant again.' },
};
/** A reason that AWS adds later: a person looks at it, and no tenant is taken back for it. */
const UNKNOWN: Meaning = {
  kind: 'stalled',
  advice: 'Look the reason up in the Organizations API reference (CreateAccountStatus), then retry the stage.',
};

/** Whether to ask for the account again. @throws StalledError or TerminalError when that cannot help */
export const shouldAskAgain = (email: string, reason: string): true => {
  const { kind, advice } = MEANINGS[reason] ?? UNKNOWN;
  const message = `the account of ${email} could not be created: ${reason}`;
  if (kind === 'terminal') throw new TerminalError(message, { code: reason, advice });
  if (kind === 'stalled') throw new StalledError(message, { code: reason, advice });
  return true;
};
