import { expect, jest, test } from '@jest/globals';
import { measuring } from './metrics.ts';

test('a measurement is a line of the log from which CloudWatch makes a metric, with what it is about beside it', () => {
  const lines: string[] = [];
  const written = jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    measuring('dev', 'network')({ name: 'WaitSeconds', value: 90, by: { step: 'natAvailable' }, about: { tenantId: 'T' } });
  } finally {
    written.mockRestore();
  }
  expect(lines).toHaveLength(1);
  const line = JSON.parse(lines[0] ?? '');
  expect(line).toMatchObject({ service: 'network', step: 'natAvailable', tenantId: 'T', WaitSeconds: 90 });
  expect(line._aws.CloudWatchMetrics).toEqual([
    { Namespace: 'tenantry-dev', Dimensions: [['service', 'step']], Metrics: [{ Name: 'WaitSeconds', Unit: 'Seconds' }] },
  ]);
});
