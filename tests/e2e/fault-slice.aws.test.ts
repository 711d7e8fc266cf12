import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { type CellResult, livesOf, runLife } from '../../local/src/faults/cell-run.ts';
import { cellNamed } from '../../local/src/faults/cells.ts';
import { cleanRun } from '../../local/src/faults/clean-run.ts';
import { type JournalTap, tapJournal } from '../../local/src/faults/journal-tap.ts';
import { livesOn } from '../../local/src/faults/lives.ts';
import { lettersOn } from '../../local/src/faults/messages.ts';
import { testedLaptop } from '../../local/src/faults/tested-laptop.ts';
import { runningLocal } from '../../local/src/test/running.ts';

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

let tap: JournalTap;
const results = new Map<string, CellResult>();

beforeAll(async () => {
  const laptop = await testedLaptop({ url: runningLocal().url, region: testRegion });
  const lives = livesOn(laptop);
  const letters = await lettersOn(laptop);
  tap = await tapJournal(laptop.running);
  const expected = cleanRun(laptop, lives, tap).then(({ inventory }) => inventory);
  const ground = { laptop, lives, tap, letters, expected };
  const all = await Promise.all(livesOf(SLICE.map(cellNamed)).map((life) => runLife(ground, life)));
  for (const result of all.flat()) results.set(result.cell, result);
});

afterAll(() => tap?.stop());

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
