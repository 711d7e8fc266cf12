import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withDeployedCode } from './code.ts';
import type { ServiceTemplate } from './packaged.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tenantry-plan-'));
  for (const name of ['one', 'two', 'three']) await writeFile(path.join(folder, `${name}.zip`), name);
});
afterAll(() => rm(folder, { recursive: true }));

const func = (S3Key: string) => ({ Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'bucket', S3Key }, Timeout: 3 } });
const template = (moment: string, ...names: readonly string[]): ServiceTemplate => ({
  Resources: {
    Table: { Type: 'AWS::DynamoDB::Table' },
    ...Object.fromEntries(names.map((name) => [name, func(`serverless/${moment}/${name}.zip`)])),
  },
});
const hash = (text: string): string => createHash('sha256').update(text).digest('base64');

test('a function whose bundle is still the same keeps its code; one that changed, is new or whose bundle is gone gets the new one', async () => {
  const packaged = { stackName: 'service', tags: {}, folder, template: template('2', 'one', 'two', 'three', 'four') };
  await writeFile(path.join(folder, 'four.zip'), 'four');
  const known: Readonly<Record<string, string>> = { 'serverless/1/one.zip': hash('one'), 'serverless/1/two.zip': hash('another') };
  const comparable = await withDeployedCode(packaged, template('1', 'one', 'two', 'three'), async (key) => known[key]);
  expect(comparable.Resources).toEqual({
    ...template('2', 'two', 'three', 'four').Resources,
    ...template('1', 'one').Resources,
  });
});
