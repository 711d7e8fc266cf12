import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CaseResult, livesOf, runLife } from '../faults/case-run.ts';
import { caseNamed } from '../faults/cases.ts';
import type { Ground } from '../faults/ground.ts';
import { sliceGround } from './slice-ground.ts';

/** Every stage, both directions, every kind of fault; the rest is `npm run test:faults`. */
const SLICE = [
  'forward/account.account/owner/organizations.CreateAccount/drop',
  'forward/network.natGateway/tenant/ec2.CreateNatGateway/kill',
  'forward/edge.distribution/tenant/cloudfront.CreateDistributionWithTags/error',
  'forward/dns.records/production/route53.ChangeResourceRecordSets/throttle',
  'forward/pipeline.userPool/refuse',
  'backward/pipeline/superAdmin/events.PutEvents.PipelineRemoved/kill',
  'backward/network.vpc/tenant/ec2.DeleteVpc/drop',
  'backward/offboard/superAdmin/events.PutEvents.TenantOffboarded/drop',
];

let ground: Ground;
const results = new Map<string, CaseResult>();

beforeAll(async () => {
  ground = await sliceGround();
  const all = await Promise.all(livesOf(SLICE.map(caseNamed)).map((life) => runLife(ground, life)));
  for (const result of all.flat()) results.set(result.faultCase, result);
});

afterAll(() => ground?.tap.stop());

test.each(SLICE)('%s: one of everything, then nothing', (faultCase) => {
  const { end, struck, duplicates, leaks, complaints } = results.get(faultCase)!;
  expect({ end, duplicates, leaks, complaints }).toEqual({
    end: faultCase.endsWith('/refuse') ? 'rolled back' : 'offboarded',
    duplicates: [],
    leaks: [],
    complaints: [],
  });
  expect(struck).toBeGreaterThan(0);
});
