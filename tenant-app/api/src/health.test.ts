import { expect, test } from '@jest/globals';
import { healthOf, instanceOf } from './health.ts';

test('the database is looked at once in ten seconds, however many ask, and a failure is kept as long', async () => {
  let now = 0;
  let looks = 0;
  const answers = [{ schema: 'tenant_1' }, {}];
  const health = healthOf(
    async () => answers[looks++] ?? {},
    () => now,
  );
  expect(await Promise.all([health(), health(), health()])).toEqual([
    { schema: 'tenant_1' },
    { schema: 'tenant_1' },
    { schema: 'tenant_1' },
  ]);
  now = 9_999;
  expect(await health()).toEqual({ schema: 'tenant_1' });
  now = 10_000;
  expect([await health(), await health()]).toEqual([{}, {}]);
  expect(looks).toBe(2);
});

test('an instance is known by tenant and schema together', () => {
  const marks = [instanceOf('a', 'tenant_a'), instanceOf('a', 'tenant_b'), instanceOf('b', 'tenant_a')];
  expect(new Set(marks).size).toBe(3);
  // The platform knows the same (services/pipeline/src/steps/domain-answers.test.ts).
  expect(instanceOf('01JX', 'tenant_01jx')).toBe('d20f3fadd5af28f0adf9db75f402c25e');
});
