/**
 * The regions that every account of partition `aws` has from its first moment, with the prefix of their availability zones' ids.
 * Regions launched after 20 March 2019 are disabled in a new account until someone enables them there
 * (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html, "Default Regions"). Zones' ids:
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html.
 */
export const ZONE_ID_PREFIXES = {
  'ap-northeast-1': 'apne1',
  'ap-northeast-2': 'apne2',
  'ap-northeast-3': 'apne3',
  'ap-south-1': 'aps1',
  'ap-southeast-1': 'apse1',
  'ap-southeast-2': 'apse2',
  'ca-central-1': 'cac1',
  'eu-central-1': 'euc1',
  'eu-north-1': 'eun1',
  'eu-west-1': 'euw1',
  'eu-west-2': 'euw2',
  'eu-west-3': 'euw3',
  'sa-east-1': 'sae1',
  'us-east-1': 'use1',
  'us-east-2': 'use2',
  'us-west-1': 'usw1',
  'us-west-2': 'usw2',
} as const;

/** A region that a deployment may have. */
export type Region = keyof typeof ZONE_ID_PREFIXES;
export const REGIONS = Object.keys(ZONE_ID_PREFIXES) as readonly Region[];
export const isRegion = (name: string): name is Region => Object.hasOwn(ZONE_ID_PREFIXES, name);

/** The other regions of partition `aws`: disabled in a new account (same source). */
export const OPT_IN_REGIONS: readonly string[] = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
];

/** Why a deployment cannot have a region. */
export const regionProblem = (name: string): string => {
  if (OPT_IN_REGIONS.includes(name)) {
    return `${name} is an opt-in region: AWS has it disabled in every new account, so no tenant could be on-boarded there`;
  }
  if (/^(cn|us-gov|eusc|us-iso[a-z]*|eu-iso[a-z]*)-/.test(name)) {
    return `${name} lies in another partition of AWS: Tenantry works in partition aws only, not in China, GovCloud or the European Sovereign Cloud`;
  }
  return `${JSON.stringify(name)} is no region of AWS that is enabled by default`;
};
export const REGION_CHOICE = `Take one of ${REGIONS.join(', ')}.`;

/** Why a deployment cannot have a region, and which it can have. */
export const regionRefusal = (name: string): string => `${regionProblem(name)}. ${REGION_CHOICE}`;
