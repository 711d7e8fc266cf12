import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { REGIONS } from '@tenantry/shared/deployment/regions';
import { permissionsOf } from './schemas.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-schemas-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (file: string, content: object): void => writeFileSync(path.join(folder, file), JSON.stringify(content));

/** Two types: AWS has the second one everywhere but in some regions. */
mkdirSync(path.join(folder, 'providers'));
mkdirSync(path.join(folder, 'resources'));
for (const region of REGIONS) {
  const everywhere = { 'AWS::SQS::Queue': 'queue' };
  write(`providers/${region}.json`, region.startsWith('ap-') ? everywhere : { ...everywhere, 'AWS::CE::CostCategory': 'category' });
}
const permissions = ['sqs:CreateQueue'];
write('resources/queue.json', { handlers: { create: { permissions } } });
write('resources/category.json', {});

describe('the types of our templates', () => {
  test('have the permissions of their handlers', () => {
    expect(permissionsOf(['AWS::SQS::Queue'], folder)).toMatchObject({ 'AWS::SQS::Queue': { create: permissions } });
  });

  test('are types of every region that a deployment may have', () => {
    expect(() => permissionsOf(['AWS::CE::CostCategory'], folder)).toThrow(
      /^AWS::CE::CostCategory: AWS does not have it in ap-northeast-1, .*ap-southeast-2\. Do without it/,
    );
    expect(() => permissionsOf(['AWS::X::Y'], folder)).toThrow('AWS::X::Y: AWS publishes no schema of it');
  });
});
