import { switches } from '@laptop/aws/gateway/rules/by-hand';
import type { Local } from '../src/start.ts';

/** What a person does in a new organization before the first deployment, since no API does it (landing-zone/README.md). */
export const setUpByHand = ({ context }: Pick<Local, 'context'>, log: (line: string) => void): void => {
  Object.assign(switches(context), { costExplorer: true, billingAccess: true, cloudFront: true });
  log(
    "a new organization with AWS's default quotas; by hand, as no API does it: Cost Explorer is open, IAM may see the bill, and AWS Support has verified accounts for CloudFront",
  );
};
