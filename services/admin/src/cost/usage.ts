import { GLOBAL_REGION, usageLine } from './price-tables.ts';

/** For ARM, https://aws.amazon.com/lambda/pricing/: 0.0000133334 USD per GB-second, and 0.20 USD per million requests. */
const GB_SECOND = 0.0000133334;
const MILLION_REQUESTS = 0.2;
/** US dollars for a million requests of so many seconds. @param memoryMb of a tenant's function */
const perMillion = (memoryMb: number, seconds: number): string =>
  (MILLION_REQUESTS + 1_000_000 * seconds * (memoryMb / 1024) * GB_SECOND).toFixed(2);

/**
 * What a tenant's use costs, which nobody knows beforehand, at the prices of a region.
 * @param memoryMb of the tenant's function, by its plan
 */
export const usageLines = (region: string, memoryMb: number): readonly string[] => [
  usageLine(region, 'NAT gateway and peering traffic', '0.045 USD per GB through the NAT gateway, 0.01 USD per GB between zones'),
  usageLine(GLOBAL_REGION, 'CloudFront', 'from 0.085 USD per GB and 0.01 USD per 10,000 requests, beyond the free terabyte'),
  usageLine(GLOBAL_REGION, 'Web ACL', '0.60 USD per million requests'),
  usageLine(region, 'HTTP API', '1.00 USD per million requests'),
  usageLine(region, 'Builds', '0.005 USD per minute; pipeline: 0.002 USD per minute of an action, beyond 100 free minutes'),
  'Cognito: users beyond 10,000 a month',
  usageLine(region, 'S3', '0.023 USD per GB and month'),
  'The database cluster, which all tenants share',
  usageLine(region, `Lambda at ${memoryMb} MB`, `${perMillion(memoryMb, 0.1)} USD per million requests of 100 ms each`),
];
