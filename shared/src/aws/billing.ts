import { isCode, messageOf } from '../failure/errors.ts';

/**
 * Whether Cost Explorer was never opened in the owner account: then it refuses everybody, whatever IAM allows, and no API opens it
 * (https://github.com/aws-samples/aws-cost-explorer-report/issues/15; Cost Management User Guide, "Enabling Cost Explorer").
 */
export const isCostExplorerOff = (error: unknown): boolean =>
  isCode(error, 'AccessDeniedException') && /not enabled for cost explorer/i.test(messageOf(error));

export const OPEN_COST_EXPLORER =
  'Cost Explorer is not open yet. Open it once in the console of the owner account (Billing and Cost Management, "Cost Explorer"); it has figures a day later. See landing-zone/README.md, "Before the first deployment".';

/** For what IAM alone cannot allow: Cost Explorer and AWS Budgets refuse every role before that. */
export const LET_IAM_SEE_BILL =
  'The root user of the owner account activates "IAM user and role access to billing information" once (Account page). See landing-zone/README.md, "Before the first deployment".';

/**
 * What a person does about a bill that is not shown to us: Cost Explorer answers nobody before somebody has opened it, and no role
 * before the root user lets IAM see the bill. No failure of ours: an alarm for it would be passed over.
 * @returns undefined for any other error
 */
export const adviceOnBilling = (error: unknown): string | undefined => {
  if (isCostExplorerOff(error)) return OPEN_COST_EXPLORER;
  return isCode(error, 'AccessDeniedException') ? LET_IAM_SEE_BILL : undefined;
};
