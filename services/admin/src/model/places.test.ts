import { describe, expect, test } from '@jest/globals';
import { ADVICE } from '@tenantry/shared/failure/advice';
import { zoneOf } from '@tenantry/shared/testing/zone-of';
import { placesOf } from './places.ts';

const [TENANT, ACCOUNT] = ['01JD0000000000000000000000', '100000000006'];
const zone = zoneOf('prod');
const opened = { ...zone, config: { ...zone.config, region: 'eu-west-1', awsConsole: { links: true, traces: true } } };
const failure = (call: string, code: string) => ({ call, code, advice: ADVICE[code] ?? '' });
const urlOf = (kind: string, call: string, code: string, account: string | undefined = ACCOUNT): string | undefined =>
  placesOf(opened, TENANT, account, { stage: 'network', failure: failure(call, code) }).find((place) => place.kind === kind)?.url;

describe('what needs attention leads', () => {
  test.each([
    ['EC2 CreateNatGateway', 'NatGatewayLimitExceeded', 'https://eu-west-1.console.aws.amazon.com/servicequotas/home/services/vpc/quotas'],
    ['EC2 AllocateAddress', 'AddressLimitExceeded', 'https://eu-west-1.console.aws.amazon.com/servicequotas/home/services/ec2/quotas'],
    [
      'CloudFront CreateDistribution',
      'TooManyDistributions',
      'https://us-east-1.console.aws.amazon.com/servicequotas/home/services/cloudfront/quotas',
    ],
    ['Nobody KnowsThis', 'ServiceQuotaExceededException', 'https://eu-west-1.console.aws.amazon.com/servicequotas/home/services'],
  ])('%s refused by %s to the quotas that the advice names', (call, code, url) => expect(urlOf('quotas', call, code)).toBe(url));

  test('to no quota where none is used up', () => expect(urlOf('quotas', 'EC2 CreateVpc', 'UnauthorizedOperation')).toBeUndefined());

  test('to the account in which the call was refused, by the access portal where it is a tenant’s', () => {
    const portal = { ...opened, owner: { ...opened.owner, identityStoreId: 'd-1234567890' } };
    const [account] = placesOf(portal, TENANT, ACCOUNT, { stage: 'network' });
    expect(account).toMatchObject({ kind: 'account', title: `The tenant's account ${ACCOUNT}` });
    expect(account?.url).toContain(
      `https://d-1234567890.awsapps.com/start/#/console?account_id=${ACCOUNT}&role_name=TenantOperator&destination=`,
    );
    expect(urlOf('account', 'CodeBuild CreateProject', 'AccountLimitExceededException')).toContain('console/home');
    expect(placesOf(opened, TENANT, undefined, { stage: 'account' }).map(({ kind }) => kind)).toEqual(['log', 'dashboard']);
  });

  test('to the lines about this tenant in the log of the stage', () => {
    const url = urlOf('log', 'EC2 CreateVpc', 'VpcLimitExceeded');
    expect(url).toMatch(/#logsV2:log-groups\/log-group\/\$252Faws\$252Flambda\$252Ftenantry-prod-network/);
    expect(url).toContain(`filterPattern$3D$2522${TENANT}$2522`);
  });

  test('nowhere where the configuration says that nobody opens the AWS console', () => {
    expect(placesOf(zone, TENANT, ACCOUNT, { stage: 'network' })).toEqual([]);
  });
});
