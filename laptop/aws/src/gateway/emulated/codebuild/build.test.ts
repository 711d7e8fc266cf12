import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createFakeContext } from '../testing/fake-context.ts';
import { codebuildState } from './project.ts';
import { setUpBuilds, spec } from './testing/builds.ts';
import type { Build } from './types.ts';

let runFolder: string;
beforeEach(async () => {
  runFolder = await mkdtemp(join(tmpdir(), 'codebuild-'));
});
afterEach(() => rm(runFolder, { recursive: true, force: true }));
const setUp = (options: Parameters<typeof setUpBuilds>[1] = {}, fake = createFakeContext()) => setUpBuilds(runFolder, options, fake);
const phasesOf = (build: Build): string[] => build.phases.map(({ phaseType, phaseStatus }) => `${phaseType} ${phaseStatus ?? ''}`.trim());

describe('a build', () => {
  test('runs its phases in order in one shell, and passes variables on', async () => {
    const { run, log } = setUp();
    const build = await run(
      spec(`
  install:
    commands: ['mkdir work', 'cd work', 'export ANSWER=41']
  build:
    commands: ['ANSWER=$((ANSWER + 1))', 'echo "answer $ANSWER in $(basename $PWD)"']
env:
  exported-variables: [ANSWER]`),
    );
    expect(build.buildStatus).toBe('SUCCEEDED');
    expect(await log(build)).toContain('answer 42 in work');
    expect(build.exportedEnvironmentVariables).toEqual([{ name: 'ANSWER', value: '42' }]);
    expect(phasesOf(build)).toEqual([
      ...['SUBMITTED', 'QUEUED', 'PROVISIONING', 'DOWNLOAD_SOURCE', 'INSTALL', 'PRE_BUILD', 'BUILD', 'POST_BUILD'].map(
        (name) => `${name} SUCCEEDED`,
      ),
      ...['UPLOAD_ARTIFACTS SUCCEEDED', 'FINALIZING SUCCEEDED', 'COMPLETED'],
    ]);
  });

  test('runs post_build after a failed build phase, which names its command', async () => {
    const { run, log } = setUp();
    const build = await run(
      spec(`
  build:
    commands: ['echo before', 'exit 3', 'echo never']
    finally: ['echo cleaned up']
  post_build:
    commands: ['echo succeeding=$CODEBUILD_BUILD_SUCCEEDING']`),
    );
    expect(build.buildStatus).toBe('FAILED');
    const text = await log(build);
    expect(text).toContain('\ncleaned up\n');
    expect(text).toContain('\nsucceeding=0\n');
    expect(text).not.toContain('\nnever\n');
    const failed = build.phases.find(({ phaseStatus }) => phaseStatus === 'FAILED');
    expect(failed?.phaseType).toBe('BUILD');
    expect(failed?.contexts).toEqual([
      { statusCode: 'COMMAND_EXECUTION_ERROR', message: 'Error while executing command: exit 3. Reason: exit status 3' },
    ]);
  });

  test('ends at once after a failed install or pre_build phase', async () => {
    const { run } = setUp();
    const build = await run(
      spec(`
  pre_build:
    commands: ['false']
  build:
    commands: ['true']`),
    );
    expect(phasesOf(build).slice(-3)).toEqual(['PRE_BUILD FAILED', 'FINALIZING SUCCEEDED', 'COMPLETED']);
  });

  test('reads parameters and secrets as the project role, and masks them in its log', async () => {
    const { fake, run, log } = setUp();
    fake.parameters.set('/url', 'https://example');
    fake.secrets.set('arn:aws:secretsmanager:us-east-1:100000000003:secret:db-AbCdEf', '{"password":"hunter22"}');
    const build = await run(
      spec(`
  build:
    commands: ['echo "url $URL password $PASSWORD plain $PLAIN"', 'test "$PASSWORD" = hunter22']
env:
  variables: { PLAIN: low, NUMBER: 5 }
  parameter-store: { URL: /url }
  secrets-manager: { PASSWORD: 'arn:aws:secretsmanager:us-east-1:100000000003:secret:db-AbCdEf:password' }`),
      [{ name: 'PLAIN', value: 'override' }],
    );
    expect(build.buildStatus).toBe('SUCCEEDED');
    expect(await log(build)).toContain('\nurl *** password *** plain override\n');
    expect(await log(build)).not.toContain('hunter22');
  });

  test('fails when a parameter is missing', async () => {
    const { run } = setUp();
    const build = await run(spec('  build: { commands: [] }'), [{ name: 'URL', value: '/none', type: 'PARAMETER_STORE' }]);
    const failed = build.phases.find(({ phaseStatus }) => phaseStatus === 'FAILED');
    expect(failed?.contexts?.[0]?.message).toContain('cannot read parameter /none for URL: ParameterNotFound');
  });

  test('fails when the buildspec is not valid', async () => {
    const { run } = setUp();
    const build = await run('version: 0.2\nphases:\n  build:\n    commands: [{ echo: "a: b" }]');
    expect(build.phases.find(({ phaseStatus }) => phaseStatus === 'FAILED')).toMatchObject({
      phaseType: 'DOWNLOAD_SOURCE',
      contexts: [{ statusCode: 'YAML_FILE_ERROR', message: expect.stringContaining('phases.build.commands.0') }],
    });
  });

  test('sees nothing of the environment of the laptop', async () => {
    const { run, log } = setUp();
    process.env.LAPTOP_SECRET = 'visible';
    const build = await run(spec(`  build: { commands: ['echo "[$LAPTOP_SECRET] $HOME $AWS_ENDPOINT_URL $AWS_REGION"'] }`));
    delete process.env.LAPTOP_SECRET;
    expect(await log(build)).toContain(`\n[] ${runFolder}/builds/${build.logs.streamName}/home http://127.0.0.1:1 us-east-1\n`);
  });

  test('uploads the files that its artifacts name', async () => {
    const { fake, run } = setUp();
    const build = await run(
      spec(
        `  build: { commands: ['mkdir -p out/sub', 'touch out/a.js out/sub/b.js out/c.map'] }`,
        `artifacts: { base-directory: out, files: ['**/*'], exclude-paths: ['*.map'] }`,
      ),
      [],
      { artifacts: { type: 'S3', location: 'bucket', path: 'releases', name: 'api' } },
    );
    expect(build.buildStatus).toBe('SUCCEEDED');
    expect([...fake.objects.keys()]).toEqual(['bucket/releases/api/a.js', 'bucket/releases/api/sub/b.js']);
  });

  test('finds cached folders of the last successful build', async () => {
    const { run, start, log } = setUp();
    const first = await run(
      spec(
        `  build: { commands: ['ls node_modules || echo empty', 'mkdir -p node_modules/a', 'touch node_modules/a/index.js'] }`,
        `cache: { paths: ['node_modules/**/*'] }`,
      ),
      [],
      { cache: { type: 'S3', location: 'bucket/cache' } },
    );
    expect(await log(first)).toContain('\nempty\n');
    expect(await log(await start().finished)).not.toContain('\nempty\n');
  });

  test('is killed with all its processes when it is stopped', async () => {
    const { call, createProject, start } = setUp();
    await createProject(spec(`  build: { commands: ['sleep 600 & sleep 600'] }`));
    const { build, finished } = start();
    while (build.currentPhase !== 'BUILD') await new Promise((resolve) => setImmediate(resolve));
    await call('StopBuild', { id: build.id });
    expect((await finished).buildStatus).toBe('STOPPED');
    expect(build.phases.find(({ phaseType }) => phaseType === 'BUILD')?.phaseStatus).toBe('STOPPED');
  });

  test('times out', async () => {
    const { run } = setUp({ minuteMs: 20 });
    const build = await run(spec(`  build: { commands: ['sleep 600'] }`), [], { timeoutInMinutes: 5 });
    expect(build.buildStatus).toBe('TIMED_OUT');
  });

  test('was stopped when a restart finds it in progress', async () => {
    const before = setUp();
    await before.createProject(spec(`  build: { commands: ['sleep 600'] }`));
    const { build } = before.start();
    const after = setUp({}, createFakeContext(new Map([['codebuild', JSON.parse(JSON.stringify(codebuildState(before.fake.context)))]])));
    const { builds } = await after.call<{ builds: Build[] }>('BatchGetBuilds', { ids: [build.id] });
    expect(builds[0]).toMatchObject({ buildStatus: 'STOPPED', buildComplete: true });
    await before.codebuildService.stopAll();
  });

  test('fails where its role may not write its log', async () => {
    const { fake, run } = setUp();
    fake.denied.add('logs:CreateLogStream');
    const build = await run(spec('  build: { commands: [] }'));
    expect(build.phases.at(-2)).toMatchObject({ phaseType: 'PROVISIONING', contexts: [{ statusCode: 'ACCESS_DENIED' }] });
  });

  test('takes its source from the folder of a repository', async () => {
    const { fake, run, log } = setUp();
    const repository = {
      accountId: '100000000003',
      region: 'us-east-1',
      repositoryName: 'app',
      repositoryId: '1',
      creationDate: 0,
      tags: {},
    };
    fake.states.set('codecommit', { repositories: { '100000000003/us-east-1/app': repository } });
    await writeFile(join(runFolder, 'buildspec.yml'), spec(`  build: { commands: ['ls', 'echo $CODEBUILD_RESOLVED_SOURCE_VERSION'] }`));
    const build = await run('', [], {
      source: { type: 'CODECOMMIT', location: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/app' },
      artifacts: { type: 'NO_ARTIFACTS' },
    });
    expect(await log(build)).toContain('\nbuildspec.yml\n');
    expect(build.resolvedSourceVersion).toMatch(/^[0-9a-f]{40}$/);
  });
});
