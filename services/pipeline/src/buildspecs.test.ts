import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { buildspecOf, SCRIPTS } from './buildspecs.ts';

const run = promisify(execFile);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'deploy-test-'));
  await writeFile(path.join(folder, 'aws'), AWS);
  await chmod(path.join(folder, 'aws'), 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** CloudFormation's side: notes each call, and answers the next state at each look. */
const AWS = `#!${process.execPath}
const fs = require('node:fs');
const told = JSON.parse(fs.readFileSync(__dirname + '/told', 'utf8'));
const [, operation, ...rest] = process.argv.slice(2);
const { STATES_FILE, CALLS_FILE, DEPLOY_FAILS, CHANGE_SETS } = told;
const given = { 'delete-change-set': rest[rest.indexOf('--change-set-name') + 1], wait: rest[0] }[operation];
fs.appendFileSync(CALLS_FILE, (given ? operation + ' ' + given : operation) + '\\n');
if (operation === 'describe-stacks') {
  const [state, ...later] = JSON.parse(fs.readFileSync(STATES_FILE, 'utf8'));
  if (later.length > 0) fs.writeFileSync(STATES_FILE, JSON.stringify(later));
  if (!state) process.exit(254);
  console.log(state);
}
if (operation === 'list-change-sets') console.log(CHANGE_SETS);
if (operation === 'describe-stack-events') console.log('Function\\tno such subnet');
if (operation === 'deploy' && DEPLOY_FAILS) process.exit(255);
`;

const VARIABLES = 'TENANT_ID STAGE STACK_NAME COMMIT_ID ARTIFACT_BUCKET API_ID USER_POOL_ID USER_POOL_CLIENT_ID VPC_ID PRIVATE_SUBNET_IDS';
/** Deploys where the stack is in these states, one after the other; answers what CloudFormation was asked for, without the looks. */
const deploy = async (states: readonly (string | null)[], more: NodeJS.ProcessEnv = {}) => {
  const calls = path.join(folder, 'calls');
  await writeFile(path.join(folder, 'states'), JSON.stringify(states));
  const variables = `${VARIABLES} APPLICATION_ROLE_ARN DATABASE_CIDR DATABASE_SECRET_ARN FUNCTION_MEMORY`
    .split(' ')
    .map((name) => [name, 'x']);
  const told = { STATES_FILE: path.join(folder, 'states'), CALLS_FILE: calls, CHANGE_SETS: '', ...more };
  await writeFile(path.join(folder, 'told'), JSON.stringify(told));
  const env = {
    ...Object.fromEntries(variables),
    PATH: `${folder}:${process.env.PATH}`,
    AWS_REGION: 'us-east-1',
    TENANT_ROLE_ARN: 'arn:aws:iam::1:role/service',
    POLL_SECONDS: '0',
  };
  const { stdout } = await run('bash', ['-c', SCRIPTS.service], { env }).catch((error: { stdout: string }) => error);
  const asked = (await readFile(calls, 'utf8')).trim().split('\n');
  return { asked: asked.filter((operation) => operation !== 'describe-stacks'), stdout };
};

test.each([
  ['there is none yet', [null], ['deploy', 'list-change-sets']],
  ['it is as the last release left it', ['UPDATE_COMPLETE'], ['deploy', 'list-change-sets']],
  ['its creation was rolled back', ['ROLLBACK_COMPLETE'], ['delete-stack', 'wait stack-delete-complete', 'deploy', 'list-change-sets']],
  [
    'a killed build left its creation at work, which then fails',
    ['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETE'],
    ['delete-stack', 'wait stack-delete-complete', 'deploy', 'list-change-sets'],
  ],
  [
    'a killed build left its update at work',
    ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'],
    ['deploy', 'list-change-sets'],
  ],
  ['a killed build left it under review', ['REVIEW_IN_PROGRESS'], ['deploy', 'list-change-sets']],
])('the stack is deployed when %s', async (_when, states, asked) => {
  expect((await deploy(states)).asked).toEqual(asked);
});

test('a release that changes nothing of the stack leaves no change set: CloudFormation takes only so many', async () => {
  const { asked } = await deploy(['UPDATE_COMPLETE'], { CHANGE_SETS: 'arn:one\tarn:two' });
  expect(asked.slice(2)).toEqual(['delete-change-set arn:one', 'delete-change-set arn:two']);
});

test('a deployment that fails says which resource and why', async () => {
  const { asked, stdout } = await deploy(['UPDATE_COMPLETE'], { DEPLOY_FAILS: 'yes' });
  expect(asked).toEqual(['deploy', 'describe-stack-events']);
  expect(stdout).toContain('no such subnet');
});

test.each(['data', 'service', 'ui'] as const)('the %s build runs commands of the platform, kept in its project', (purpose) => {
  const spec = JSON.parse(buildspecOf(purpose)) as { phases: { build: { commands: readonly string[] } } };
  expect(spec.phases.build.commands).toEqual([SCRIPTS[purpose]]);
  expect(SCRIPTS[purpose]).not.toMatch(/\bnpm\b|\bnpx\b/);
});
