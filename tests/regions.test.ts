import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { DEFAULT_REGIONS } from '@laptop/aws/gateway/rules/disabled-region';
import { OPT_IN_REGIONS, REGIONS, regionRefusal } from '../shared/src/deployment/regions.ts';
import { root } from './repository.ts';

interface Partition {
  readonly id: string;
  readonly regions: Readonly<Record<string, unknown>>;
}
/** What the AWS CLI of the laptop knows: it is updated with the lock of its versions. */
const partitions = (): readonly Partition[] => {
  const [file] = globSync('.local/venv/**/site-packages/botocore/data/partitions.json', { cwd: root });
  if (!file) throw new Error('there is no botocore: run `node laptop/setup/main.mjs`');
  return (JSON.parse(readFileSync(path.join(root, file), 'utf8')) as { partitions: readonly Partition[] }).partitions;
};

test('every region of partition aws that AWS has is either enabled by default or known to need an opt-in', () => {
  const aws = partitions().find(({ id }) => id === 'aws');
  const named = Object.keys(aws?.regions ?? {}).filter((region) => region !== 'aws-global');
  expect([...REGIONS, ...OPT_IN_REGIONS].sort()).toEqual(named.sort());
});

test("the laptop's AWS has the same regions enabled", () => {
  expect(DEFAULT_REGIONS).toEqual(REGIONS);
});

test('the regions of every other partition are refused as such', () => {
  const others = partitions().filter(({ id }) => id !== 'aws');
  const regions = others.flatMap((partition) => Object.keys(partition.regions)).filter((region) => !region.startsWith('aws-'));
  expect(regions).toContain('us-gov-west-1');
  for (const region of regions) expect(regionRefusal(region)).toContain('another partition');
});
