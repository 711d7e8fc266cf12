import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CellResult, livesOf, runLife } from '../faults/cell-run.ts';
import { cellNamed } from '../faults/cells.ts';
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
const results = new Map<string, CellResult>();

beforeAll(async () => {
  ground = await sliceGround();
  const all = await Promise.all(livesOf(SLICE.map(cellNamed)).map((life) => runLife(ground, life)));
  for (const result of all.flat()) results.set(result.cell, result);
});

afterAll(() => ground?.tap.stop());

test.each(SLICE)('%s: one of everything, then nothing', (cell) => {
  const { end, struck, duplicates, leaks, complaints } = results.get(cell)!;
  expect({ end, duplicates, leaks, complaints }).toEqual({
    end: cell.endsWith('/refuse') ? 'rolled back' : 'offboarded',
    duplicates: [],
    leaks: [],
    complaints: [],
  });
  expect(struck).toBeGreaterThan(0);
});
