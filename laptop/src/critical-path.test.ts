import { describe, expect, test } from '@jest/globals';
import { states } from '@laptop/aws/states';
import { STAGES } from '@tenantry/saga/stages';
import { usualTime } from '@tenantry/saga/usual-time';
import { builds } from '../../services/pipeline/src/build-variables.ts';
import { onboardingPath, RELEASE, WAITS } from './critical-path.ts';

describe('the critical path of an onboarding', () => {
  test('follows certificate, distribution and record while builds are short', () => {
    expect(onboardingPath([]).criticalPath).toBe(13 + 60 + 20 + 45 + 300 + 195 + 45);
  });

  test('turns to the release when its builds take longer than the edge', () => {
    expect(onboardingPath([300, 300, 300]).criticalPath).toBe(13 + 60 + 90 + 3 * (105 + 300));
  });

  test('the serial sum holds every wait once', () => {
    expect(onboardingPath([10, 10, 10]).serial).toBe(13 + 60 + 90 + 20 + 45 + 300 + 195 + 45 + 3 * 115);
  });

  test('follows the table', () => {
    const table = { ...states, natAvailable: { awsSeconds: 10_000, source: 'test' } };
    expect(onboardingPath([], table).criticalPath).toBe(10_073);
  });

  test('holds what the steps say of their waits: the same steps, and the same figures', () => {
    const usual = STAGES.flatMap(({ name, steps }) =>
      steps.flatMap(({ name: step, usually }) => (usually ? [[`${name}.${step}`, usually.seconds]] : [])),
    );
    const waits = Object.entries(WAITS).map(([step, names]) => [step, names.reduce((sum, name) => sum + states[name].awsSeconds, 0)]);
    const release = builds.reduce((sum, { usualSeconds }) => sum + states.buildStarted.awsSeconds + usualSeconds, 0);
    expect(new Map([...waits, [RELEASE, release]] as [string, number][])).toEqual(new Map(usual as [string, number][]));
    const { criticalPath, serial } = onboardingPath(builds.map(({ usualSeconds }) => usualSeconds));
    expect(usualTime()).toMatchObject({ seconds: criticalPath, serialSeconds: serial });
  });

  test('every figure names its source', () => {
    for (const { source } of Object.values(states)) expect(source).toMatch(/^https:\/\//);
  });
});
