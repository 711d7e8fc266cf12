import { isCode, StalledError } from '@tenantry/shared/failure/errors';

const LEADS_ELSEWHERE = 'docs/runbook.md#the-domain-leads-elsewhere';
const says = (cause: unknown, text: string): boolean => cause instanceof Error && cause.message.includes(text);

/**
 * A refusal of CloudFront that only a person can help with, where its code alone does not say so; anything else as it is.
 * @param domain the alternate domain name that the call asks for, if any
 */
const explained = (cause: unknown, domain = ''): unknown => {
  // With the code of an invalid request, or of a name that is taken (hashicorp/terraform-provider-aws#8734): the message distinguishes it from both.
  if (isCode(cause, 'InvalidArgument', 'CNAMEAlreadyExists') && says(cause, 'points to another CloudFront distribution')) {
    return new StalledError(`DNS leads ${domain} to another distribution, and CloudFront gives the name to no other meanwhile`, {
      code: 'DomainLeadsElsewhere',
      advice: `Look in the root domain's zone for a record of ${domain}, or a wildcard record above it, that leads to a distribution. Remove it, wait for its TTL, then retry the stage (${LEADS_ELSEWHERE}).`,
      cause,
    });
  }
  // An alternate domain name belongs to one distribution in all of AWS.
  if (isCode(cause, 'CNAMEAlreadyExists')) {
    return new StalledError(`the domain ${domain} is served by a distribution that is not this tenant's`, {
      code: 'CNAMEAlreadyExists',
      advice: `Find the other distribution with CloudFront ListConflictingAliases, remove the name there, then retry the stage; of one that was deleted CloudFront keeps the name for a while. Nothing of it was touched (${LEADS_ELSEWHERE}).`,
      cause,
    });
  }
  // CloudFront says so of some new accounts, with the code of a missing permission; only AWS Support can help.
  if (isCode(cause, 'AccessDenied') && says(cause, 'must be verified')) {
    return new StalledError(`CloudFront takes nothing new in this account yet: ${(cause as Error).message}`, {
      code: 'AccountNotVerified',
      advice:
        "Open a support case from the tenant's account with this message; when AWS has verified the account, retry the stage (docs/runbook.md#account-not-ready).",
      cause,
    });
  }
  return cause;
};

/**
 * Waits for a call that creates or changes something of CloudFront.
 * @throws StalledError where a person must help; else what the call throws
 */
export const taken = async <T>(call: Promise<T>, domain?: string): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw explained(error, domain);
  }
};
