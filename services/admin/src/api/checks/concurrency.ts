/** "Concurrent executions" of all functions of an account (Service Quotas console, AWS Lambda): 10 in a new account. */
export const CONCURRENCY = { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' };
export const MORE_CONCURRENCY = 'Ask AWS for more: Service Quotas of the super-admin account, AWS Lambda, "Concurrent executions".';

/** The queues' functions take up to 28 together, and the API needs room beside them (landing-zone/README.md, "Before the first deployment"). */
const ENOUGH = 100;

/**
 * @param limit of the account; undefined where Service Quotas has none for it
 * @returns what it is, for people
 * @throws Error when that is too few, or not known
 */
export const enoughConcurrency = (limit: number | undefined): string => {
  if (limit === undefined) throw new Error('Service Quotas has no value for the super-admin account');
  const found = `the super-admin account runs ${limit}`;
  if (limit < ENOUGH) throw new Error(`${found}, fewer than ${ENOUGH}: a burst of on-boarding holds up the console`);
  return found;
};
