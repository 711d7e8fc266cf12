import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { endProcess, ownProcess } from '@laptop/aws/processes';
import { onEndSignal } from '@laptop/aws/signals';
import { LOCAL_FOLDER, ROOT } from '../../laptop/src/paths.ts';
import type { CallerName } from './callers.ts';
import type { Subjects } from './subjects.ts';

const PROGRAM = path.join(LOCAL_FOLDER, 'schemathesis', process.platform === 'win32' ? 'Scripts/st.exe' : 'bin/st');
const FOLDER = path.join(ROOT, 'tests/fuzz/schemathesis');
/** The OpenAPI document. */
export const DOCUMENT = path.join(ROOT, 'services/admin/generated/openapi.json');

export interface FuzzOptions {
  readonly apiUrl: string;
  readonly caller: CallerName;
  readonly token: string | undefined;
  readonly subjects: Subjects;
  /** Where reports go. */
  readonly folder: string;
  /** Further arguments of Schemathesis. */
  readonly args: readonly string[];
}
/** What one caller was answered. */
export interface Fuzzed {
  readonly caller: CallerName;
  /** Of Schemathesis: 0 when every answer was as it should be. */
  readonly code: number | null;
  readonly seconds: number;
  /** `<status> <route>` of every answer. */
  readonly answers: readonly string[];
  /** Routes with an answer that should not be. */
  readonly failed: readonly string[];
  readonly output: string;
}

/** Has Schemathesis call every route of the OpenAPI document as one caller. */
export const fuzz = async ({ apiUrl, caller, token, subjects, folder, args }: FuzzOptions): Promise<Fuzzed> => {
  const started = Date.now();
  const answers = path.join(folder, `${caller}.txt`);
  const report = path.join(folder, `${caller}.json`);
  const authorization = token === undefined ? [] : ['--header', `Authorization: Bearer ${token}`];
  const command = ['--config-file', path.join(FOLDER, 'schemathesis.toml'), 'run', DOCUMENT, '--url', apiUrl, ...authorization];
  const child = spawn(PROGRAM, [...command, '--report', 'json', '--report-json-path', report, '--no-color', ...args], {
    cwd: FOLDER,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: '1',
      TENANTRY_CALLER: caller,
      TENANTRY_ANSWERS: answers,
      TENANTRY_KNOWN: JSON.stringify({ tenants: subjects.tenants, letters: subjects.letters }),
    },
  });
  const owned = ownProcess(`schemathesis ${caller}`, child);
  const forget = onEndSignal(() => endProcess(owned, 'SIGTERM', 2_000));
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(forget);
  return {
    caller,
    code,
    seconds: (Date.now() - started) / 1000,
    answers: existsSync(answers) ? readFileSync(answers, 'utf8').split('\n').filter(Boolean) : [],
    failed: existsSync(report) ? failedIn(readFileSync(report, 'utf8')) : [],
    output,
  };
};

interface Report {
  readonly failures: readonly { readonly operations: readonly string[] }[];
}
const failedIn = (report: string): readonly string[] => [
  ...new Set((JSON.parse(report) as Report).failures.flatMap(({ operations }) => operations)),
];
