import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { runningLocal } from '../../laptop/src/running.ts';
import { type RowResult, rowLivesOf, runRowLife } from '../faults/answers/row-run.ts';
import { allRows } from '../faults/answers/rows.ts';
import { type CaseResult, runLife } from '../faults/case-run.ts';
import { caseNamed } from '../faults/cases.ts';
import { cleanRun } from '../faults/clean-run.ts';
import { type Ground, groundOn } from '../faults/ground.ts';
import { testedLaptop } from '../faults/tested-laptop.ts';

/**
 * Every stage, both directions, every kind of fault; the rest is `npm run test:faults`. A tenant takes a lot of the processor, so one
 * meets them all, each in a stage of its own on its way; the matrix, which has to say which one it was, gives one or two to a tenant.
 */
const MET = [
  'forward/account.account/owner/organizations.CreateAccount/drop',
  'forward/network.natGateway/tenant/ec2.CreateNatGateway/kill',
  'forward/edge.distribution/tenant/cloudfront.CreateDistributionWithTags/error',
  'forward/dns.records/production/route53.ChangeResourceRecordSets/throttle',
  'backward/pipeline/superAdmin/events.PutEvents.PipelineRemoved/kill',
  'backward/network.vpc/tenant/ec2.DeleteVpc/drop',
  'backward/offboard/superAdmin/events.PutEvents.TenantOffboarded/drop',
];
const REFUSED = 'forward/pipeline.userPool/refuse';

/**
 * A wait, a tenant that is rolled back, and a wait on removal: that rows are run as they are written. Twenty more are part of
 * `npm run test:long`, all of them are `npm run test:faults -- --answers`.
 */
const ROWS = [
  'forward/edge.bucket/s3.CreateBucket/NotSignedUp',
  'forward/pipeline.userPool/cognito-idp.CreateUserPool/InvalidParameterException/a-request-that-the-model-of-the-API-refuses',
  'backward/network.staticIp/ec2.ReleaseAddress/AuthFailure',
];

let ground: Ground;
const cases = new Map<string, CaseResult>();
const rows = new Map<string, RowResult>();

beforeAll(async () => {
  const bare = await groundOn(await testedLaptop({ url: runningLocal().url, region: testRegion }));
  // What a ready tenant has is found out meanwhile.
  ground = { ...bare, expected: cleanRun(bare).then(({ inventory }) => inventory) };
  const chosen = (await allRows()).filter(({ id }) => ROWS.includes(id));
  const [met, answered] = await Promise.all([
    Promise.all([MET, [REFUSED]].map((life) => runLife(ground, life.map(caseNamed)))),
    Promise.all(rowLivesOf(chosen).map((life) => runRowLife(ground, life))),
  ]);
  for (const result of met.flat()) cases.set(result.faultCase, result);
  for (const result of answered.flat()) rows.set(result.row, result);
});

afterAll(() => ground?.tap.stop());

describe('a fault', () => {
  test.each([...MET, REFUSED])('%s: one of everything, then nothing', (faultCase) => {
    const { end, struck, duplicates, leaks, complaints } = cases.get(faultCase)!;
    expect({ end, duplicates, leaks, complaints }).toEqual({
      end: faultCase === REFUSED ? 'rolled back' : 'offboarded',
      duplicates: [],
      leaks: [],
      complaints: [],
    });
    expect(struck).toBeGreaterThan(0);
  });
});

describe('an answer of AWS', () => {
  test.each(ROWS)('%s: what follows is what its row says', (row) => {
    const { complaints, struck } = rows.get(row)!;
    expect(complaints).toEqual([]);
    expect(struck).toBeGreaterThan(0);
  });
});
