import { describe, expect, test } from '@jest/globals';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import { everyTemplate } from './every-template.ts';

const OFF: Config['watch'] = { trail: false, guardDuty: false, flowLogs: false, accessLogs: false, lockDays: 30 };
/** Types and logical ids of what the templates have with these switches, and have not without any. */
const made = (on: Partial<Config['watch']>): readonly string[] => {
  const idsOf = (watch: Config['watch']) =>
    Object.entries(everyTemplate('dev', { ...configOf('dev'), watch })).flatMap(([account, { Resources }]) =>
      Object.entries(Resources).map(([id, { Type }]) => `${account} ${id} ${Type}`),
    );
  const without = idsOf(OFF);
  return idsOf({ ...OFF, ...on }).filter((one) => !without.includes(one));
};
const bucketOf = (watch: Config['watch']) => everyTemplate('dev', { ...configOf('dev'), watch }).production.Resources;

describe('each switch makes what it says, and off there is nothing of it:', () => {
  test('the trail', () => {
    expect(made({ trail: true })).toEqual([
      'owner Trail AWS::CloudTrail::Trail',
      'production Logs AWS::S3::Bucket',
      'production LogsPolicy AWS::S3::BucketPolicy',
    ]);
  });
  test('flow logs of every shared VPC', () => {
    expect(made({ flowLogs: true })).toEqual([
      'networking CellAHubVpcFlowLog AWS::EC2::FlowLog',
      'production Logs AWS::S3::Bucket',
      'production LogsPolicy AWS::S3::BucketPolicy',
      'devops BuildsVpcFlowLog AWS::EC2::FlowLog',
      'superAdmin CellADatabaseVpcFlowLog AWS::EC2::FlowLog',
    ]);
  });
  test('access logs', () => {
    expect(made({ accessLogs: true })).toEqual([
      'consoleFront WebAclLogs AWS::S3::Bucket',
      'consoleFront WebAclLogsPolicy AWS::S3::BucketPolicy',
      'consoleFront WebAclLogging AWS::WAFv2::LoggingConfiguration',
    ]);
  });
  test('GuardDuty', () => {
    expect(made({ guardDuty: true })).toEqual(['superAdmin Detector AWS::GuardDuty::Detector']);
  });
});

test('the trail is of all accounts and regions, and its files can be verified', () => {
  const { Trail } = everyTemplate('dev', { ...configOf('dev'), watch: { ...OFF, trail: true } }).owner.Resources;
  expect(Trail?.Properties).toMatchObject({
    IsOrganizationTrail: true,
    IsMultiRegionTrail: true,
    EnableLogFileValidation: true,
    IsLogging: true,
  });
});

test('what is logged is locked for as many days as the configuration says, and expires then', () => {
  const { Logs } = bucketOf({ ...OFF, trail: true, lockDays: 30 });
  expect(Logs?.Properties).toMatchObject({
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } } },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 31, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }] },
  });
});

test('with access logs the trail has events of objects, and management events still', () => {
  const selectorsOf = (watch: Partial<Config['watch']>) =>
    everyTemplate('dev', { ...configOf('dev'), watch: { ...OFF, trail: true, ...watch } }).owner.Resources.Trail?.Properties
      ?.AdvancedEventSelectors;
  expect(selectorsOf({})).toBeUndefined();
  const buckets = ['exports', 'evidence', 'artifacts'].map((name) => expect.stringMatching(`^arn:aws:s3:::tenantry-dev-${name}-\\d{12}/$`));
  expect(selectorsOf({ accessLogs: true })).toMatchObject([
    { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
    { FieldSelectors: [{ Equals: ['Data'] }, { Equals: ['AWS::S3::Object'] }, { Field: 'resources.ARN', StartsWith: buckets }] },
  ]);
});

test('only what is switched on may write, each from its own accounts', () => {
  const principals = (watch: Config['watch']) => [...new Set(JSON.stringify(bucketOf(watch).LogsPolicy).match(/[a-z.]+\.amazonaws\.com/g))];
  expect(principals({ ...OFF, trail: true })).toEqual(['cloudtrail.amazonaws.com']);
  expect(principals({ ...OFF, flowLogs: true })).toEqual(['delivery.logs.amazonaws.com']);
  expect(JSON.stringify(bucketOf({ ...OFF, trail: true }).LogsPolicy)).toContain(
    'arn:aws:cloudtrail:us-east-1:100000000001:trail/tenantry-dev',
  );
});
