import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { seedSuperAdmin } from '../../laptop/demo/super-admin.ts';
import { signIn } from '../../laptop/demo/tenant-session.ts';
import { onLaptop, runProgram } from '../../laptop/src/program.ts';
import type { Local } from '../../laptop/src/start.ts';
import { inLanes } from '../faults/lanes.ts';
import { type CallerName, ROLES, tokenOf } from './callers.ts';
import { DOCUMENT, type Fuzzed, fuzz } from './schemathesis.ts';
import { deafenStages, makeSubjects } from './subjects.ts';
import { verdictOf } from './verdict.ts';

/** One waits for an answer while the other makes up what to ask. */
const AT_ONCE = 2;
const PASSWORD = 'My-own-password-1';

/** Every route of the document, as `GET /tenants`. */
const routesOf = (document: string): readonly string[] => {
  const { paths } = JSON.parse(document) as { readonly paths: Readonly<Record<string, object>> };
  return Object.entries(paths).flatMap(([route, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${route}`));
};

const run = async (local: Local, folder: string, args: readonly string[]): Promise<boolean> => {
  const admin = await seedSuperAdmin(local);
  const subjects = await makeSubjects(local, admin);
  await deafenStages(local);
  const tokens = new Map<CallerName, string | undefined>([['nobody', undefined]]);
  tokens.set('tenant', (await signIn(local, subjects.live, PASSWORD)).token);
  tokens.set('stranger', await tokenOf(local, admin));
  for (const role of ROLES) tokens.set(role, await tokenOf(local, admin, role));
  const runs: Fuzzed[] = [];
  await inLanes(
    [...tokens].reverse(),
    AT_ONCE,
    () => false,
    async ([caller, token]) => {
      const fuzzed = await fuzz({ apiUrl: admin.apiUrl, caller, token, subjects, folder, args });
      runs.push(fuzzed);
      console.log(`${fuzzed.code === 0 ? '✔' : '✘'} ${caller}, ${fuzzed.answers.length} cases, ${fuzzed.seconds.toFixed(0)} s`);
      if (fuzzed.code !== 0) console.log(fuzzed.output);
    },
  );
  const called = new Set(runs.flatMap(({ answers }) => answers.map((answer) => answer.slice('200 '.length))));
  const routes = routesOf(await readFile(DOCUMENT, 'utf8'));
  // Arguments may have selected some.
  const { lines, passed, failed } = verdictOf(args.length > 0 ? routes.filter((route) => called.has(route)) : routes, runs);
  console.log(`\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`);
  return failed === 0;
};

/**
 * `npm run test:api [-- <arguments of Schemathesis>]`: asks every route of the deployed super admin API many times for things right and
 * wrong, as everybody who might. A route passes for a caller when every answer is in the OpenAPI document and none is 5xx.
 */
const main = (): Promise<number> =>
  onLaptop('api', async (local, stateDir) => {
    const folder = path.join(stateDir, 'schemathesis');
    await mkdir(folder, { recursive: true });
    return (await run(local, folder, process.argv.slice(2))) ? 0 : 1;
  });

await runProgram(main);
