import { describe, expect, test } from '@jest/globals';
import { counts } from './jest.ts';
import { selection } from './selection.ts';

describe('the command line of npm test', () => {
  test('runs the unit tests first, then those that need AWS, and passes everything on to jest', () => {
    expect(selection(['network', '-t', 'a rule'])).toEqual({ projects: ['unit', 'aws'], args: ['network', '-t', 'a rule'] });
  });

  test('takes the projects from --selectProjects and keeps the rest', () => {
    expect(selection(['--ci', '--selectProjects', 'unit', 'network'])).toEqual({ projects: ['unit'], args: ['--ci', 'network'] });
    expect(selection(['--selectProjects', 'aws', 'unit'])).toEqual({ projects: ['unit', 'aws'], args: [] });
  });

  test('refuses a project that does not exist, naming those that do', () => {
    expect(() => selection(['--selectProjects', 'end-to-end'])).toThrow('unit, aws');
  });
});

describe('the sum of npm test', () => {
  const results = { success: true, numPassedTests: 3, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

  test('counts what jest counted', () => {
    expect(counts(0, results)).toEqual({ passed: 3, failed: 0 });
    expect(counts(1, { ...results, success: false, numFailedTests: 2 })).toEqual({ passed: 3, failed: 2 });
  });

  test('a suite that does not load is a failure', () => {
    expect(counts(1, { ...results, success: false, numRuntimeErrorTestSuites: 1 })).toEqual({ passed: 3, failed: 1 });
  });

  test('a jest that ends without an answer, or badly, never counts as passed', () => {
    expect(counts(1, undefined)).toEqual({ passed: 0, failed: 1 });
    expect(counts(null, undefined)).toEqual({ passed: 0, failed: 1 });
    expect(counts(1, results)).toEqual({ passed: 3, failed: 1 });
    expect(counts(0, undefined)).toEqual({ passed: 0, failed: 0 });
  });
});
