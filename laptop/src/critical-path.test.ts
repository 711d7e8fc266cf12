import { describe, expect, test } from '@jest/globals';
import { states } from '../aws/src/states.ts';
import { onboardingPath } from './critical-path.ts';

describe('the critical path of an onboarding', () => {
  test('follows certificate, distribution and record while builds are short', () => {
    expect(onboardingPath([]).criticalPath).toBe(13 + 60 + 20 + 45 + 300 + 195 + 45);
  });

  test('turns to the release when its builds take longer than the edge', () => {
    const { criticalPath, branches } = onboardingPath([300, 300, 300]);
    expect(criticalPath).toBe(13 + 60 + 90 + 3 * (105 + 300));
    expect(branches.pipeline).toBeGreaterThan(branches.edge);
  });

  test('the serial sum holds every wait once', () => {
    expect(onboardingPath([10, 10, 10]).serial).toBe(13 + 60 + 90 + 20 + 45 + 300 + 195 + 45 + 3 * 115);
  });

  test('follows the table', () => {
    const table = { ...states, natAvailable: { awsSeconds: 10_000, source: 'test' } };
    expect(onboardingPath([], table).criticalPath).toBe(10_073);
  });

  test('every figure names its source', () => {
    for (const { source } of Object.values(states)) expect(source).toMatch(/^https:\/\//);
  });
});
