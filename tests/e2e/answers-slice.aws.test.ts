import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { type RowResult, rowLivesOf, runRowLife } from '../../local/src/faults/answers/row-run.ts';
import { allRows } from '../../local/src/faults/answers/rows.ts';
import { cleanRun } from '../../local/src/faults/clean-run.ts';
import { type JournalTap, tapJournal } from '../../local/src/faults/journal-tap.ts';
import { livesOn } from '../../local/src/faults/lives.ts';
import { lettersOn } from '../../local/src/faults/messages.ts';
import { testedLaptop } from '../../local/src/faults/tested-laptop.ts';
import { runningLocal } from '../../local/src/test/running.ts';

/** What may follow from an answer, there and back; the rest is `npm run test:faults -- --answers`. */
const SLICE = [
  'forward/edge.bucket/s3.CreateBucket/NotSignedUp',
  'forward/network.staticIp/ec2.AllocateAddress/AddressLimitExceeded',
  'forward/pipeline.userPoolClient/cognito-idp.CreateUserPoolClient/ResourceNotFoundException',
  'forward/pipeline.userPool/cognito-idp.CreateUserPool/InvalidParameterException/a-name-that-no-subject-may-hold',
  'backward/network.staticIp/ec2.ReleaseAddress/AuthFailure',
  'backward/pipeline.deployment/cloudformation.DescribeStacks/becomes-DELETE_FAILED/a-deletion-has-failed',
];

let tap: JournalTap;
const results = new Map<string, RowResult>();

beforeAll(async () => {
  const rows = (await allRows()).filter(({ id }) => SLICE.includes(id));
  const laptop = await testedLaptop({ url: runningLocal().url, region: testRegion });
  const lives = livesOn(laptop);
  const letters = await lettersOn(laptop);
  tap = await tapJournal(laptop.running);
  const expected = cleanRun(laptop, lives, tap).then(({ inventory }) => inventory);
  const ground = { laptop, lives, tap, letters, expected };
  const all = await Promise.all(rowLivesOf(rows).map((life) => runRowLife(ground, life)));
  for (const result of all.flat()) results.set(result.row, result);
});

afterAll(() => tap?.stop());

test.each(SLICE)('%s: what follows is what its row says', (row) => {
  const { complaints, struck } = results.get(row)!;
  expect(complaints).toEqual([]);
  expect(struck).toBeGreaterThan(0);
});
