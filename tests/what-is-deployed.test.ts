import { describe, expect, test } from '@jest/globals';
import { SCRIPTS } from '../services/pipeline/src/buildspecs.ts';
import { files, isProduct, matches, read } from './repository.ts';

test('no stack of a tenant has a service role: where a policy of the organization denies that role, nothing could delete the stack', () => {
  // aws-solutions/innovation-sandbox-on-aws#118, ekristen/aws-nuke#535
  const stacks = files.filter((file) => isProduct(file) || /^tenant-app\/.*\.yml$/.test(file));
  const passed = (file: string) => matches(file, /--role-arn\b|\bRoleARN\b/);
  expect(stacks.filter((file) => /cloudformation deploy|CreateStackCommand/.test(read(file))).length).toBeGreaterThan(1);
  expect(stacks.flatMap(passed)).toEqual([]);
});

describe('a build takes what a tenant is called as it is', () => {
  const ofReleases = files.filter((file) => /^tenant-app\/[a-z]+\/release\.buildspec\.yml$/.test(file));
  const builds = [...ofReleases.map((file) => [file, read(file)] as const), ...Object.entries(SCRIPTS)];
  test('of every repository, and of every step', () => expect(builds.length).toBe(6));
  test.each(builds)('%s: variables stand in quotes, so a space or a * in one is no word of the command', (_build, commands) => {
    const unquoted = commands
      .split('\n')
      .filter((line) => !/^\s*#/.test(line))
      .map((line) => line.replaceAll(/"[^"]*"/g, '').replaceAll(/'[^']*'/g, ''))
      .flatMap((line) => line.match(/\$\{?[A-Z_]+/g) ?? []);
    expect(unquoted).toEqual([]);
  });
});

test('services are deployed without the outputs of another: a removed stack would keep all from being packaged', () => {
  // serverless/compose#95
  expect(read('serverless-compose.yml')).not.toContain('${');
});
