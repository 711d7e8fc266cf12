import { describe, expect, test } from '@jest/globals';
import { everyResources } from './templates.ts';

/** Not restored: what such a table holds is true only now. */
const NEVER_RESTORED: Readonly<Record<string, string>> = {
  'tenantry-dev-account-leases': 'who may create an account in these minutes, and who has just asked: Organizations itself answers later',
};
const tables = everyResources.flatMap(([template, resources]) =>
  Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::DynamoDB::Table')
    .map(({ DeletionPolicy, Properties = {} }) => ({ template, DeletionPolicy, name: String(Properties.TableName), Properties })),
);
const kept = tables.filter(({ name }) => NEVER_RESTORED[name] === undefined);

describe('what cannot be made again can be brought back to any moment of the last weeks', () => {
  test.each(kept.map(({ name, ...table }) => [name, table] as const))('%s', (_name, { Properties, DeletionPolicy }) => {
    expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    expect(DeletionPolicy).toMatch(/^Retain/);
  });

  test('a table is left out only by its name, and with a reason', () => {
    expect(tables.length - kept.length).toBe(Object.keys(NEVER_RESTORED).length);
    expect(kept.length).toBeGreaterThan(8);
  });

  test('the cluster of every configuration, which leaves a snapshot when it goes', () => {
    const clusters = everyResources.flatMap(([, resources]) =>
      Object.values(resources).filter(({ Type }) => Type === 'AWS::RDS::DBCluster'),
    );
    expect(clusters.length).toBeGreaterThan(1);
    for (const { DeletionPolicy, UpdateReplacePolicy, Properties } of clusters) {
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Snapshot', 'Snapshot']);
      expect(Number(Properties?.BackupRetentionPeriod)).toBeGreaterThanOrEqual(7);
    }
  });
});
