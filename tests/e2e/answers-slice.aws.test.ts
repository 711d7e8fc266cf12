import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RowResult, rowLivesOf, runRowLife } from '../faults/answers/row-run.ts';
import { allRows } from '../faults/answers/rows.ts';
import type { Ground } from '../faults/ground.ts';
import { sliceGround } from './slice-ground.ts';

/**
 * A wait, a tenant that is rolled back, and a wait on removal: that rows are run as they are written. Twenty more are part of
 * `npm run test:long`, all of them are `npm run test:faults -- --answers`.
 */
const SLICE = [
  'forward/edge.bucket/s3.CreateBucket/NotSignedUp',
  'forward/pipeline.userPool/cognito-idp.CreateUserPool/InvalidParameterException/a-name-that-no-subject-may-hold',
  'backward/network.staticIp/ec2.ReleaseAddress/AuthFailure',
];

let ground: Ground;
const results = new Map<string, RowResult>();

beforeAll(async () => {
  const rows = (await allRows()).filter(({ id }) => SLICE.includes(id));
  ground = await sliceGround();
  const all = await Promise.all(rowLivesOf(rows).map((life) => runRowLife(ground, life)));
  for (const result of all.flat()) results.set(result.row, result);
});

afterAll(() => ground?.tap.stop());

test.each(SLICE)('%s: what follows is what its row says', (row) => {
  const { complaints, struck } = results.get(row)!;
  expect(complaints).toEqual([]);
  expect(struck).toBeGreaterThan(0);
});
