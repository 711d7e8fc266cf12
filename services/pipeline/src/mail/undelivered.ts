import { paginateListSuppressedDestinations, SESv2Client, type SuppressedDestinationSummary } from '@aws-sdk/client-sesv2';
import type { Clients } from '@tenantry/shared/aws/clients';
import { collect } from '@tenantry/shared/aws/pages';
import type { MailAnswer } from '@tenantry/shared/domain/mail';
import { isCode } from '@tenantry/shared/failure/errors';

type Undelivered = NonNullable<NonNullable<MailAnswer['mail']>['undelivered']>;

/** Counts, and forgets whose addresses they are. */
export const counted = (found: readonly Omit<SuppressedDestinationSummary, 'EmailAddress'>[]): Undelivered => {
  const of = (reason: string): number => found.filter(({ Reason }) => Reason === reason).length;
  const last = Math.max(...found.map(({ LastUpdateTime }) => LastUpdateTime?.getTime() ?? 0));
  return {
    bounces: of('BOUNCE'),
    complaints: of('COMPLAINT'),
    ...(last > 0 ? { lastAt: new Date(last).toISOString() } : {}),
  };
};

/**
 * Addresses of an account that mail came back from, or that called it unwanted: SES writes to them no more (SES Developer Guide, "Using the
 * account-level suppression list"; it is on in every account since 2019). All of the account's mail is the tenant's. Undefined where the role
 * of an older release may not ask.
 * @param since only those that came on the list then or later; epoch milliseconds
 * @param until and before then
 */
export const undeliveredIn = async (tenant: Clients, since?: number, until?: number): Promise<Undelivered | undefined> => {
  const within = {
    ...(since === undefined ? {} : { StartDate: new Date(since) }),
    ...(until === undefined ? {} : { EndDate: new Date(until) }),
  };
  const pages = paginateListSuppressedDestinations({ client: tenant(SESv2Client) }, { PageSize: 1000, ...within });
  try {
    return counted(await collect(pages, ({ SuppressedDestinationSummaries }) => SuppressedDestinationSummaries));
  } catch (error) {
    if (isCode(error, 'AccessDeniedException')) return undefined;
    throw error;
  }
};
