import path from 'node:path';
import { ROOT } from '../../laptop/src/paths.ts';

export interface CommandInAws {
  /** After `node --import tsx`, or a program of the repository. */
  readonly words: (deployment: string) => readonly string[];
  /** Where it runs, below the repository. */
  readonly folder?: string;
  /** May be the first of its deployment: then a name that is nowhere yet, or a region without it, is no mistake. */
  readonly mayBeFirst?: true;
  /** Looks before anything is there: that a deployment is elsewhere is not its question. */
  readonly looksBefore?: true;
}
const script =
  (file: string, ...more: readonly string[]) =>
  (deployment: string) => ['--import', 'tsx', file, '--stage', deployment, ...more];
const osls =
  (...more: readonly string[]) =>
  (deployment: string) => [path.join(ROOT, 'node_modules/serverless/bin/serverless.js'), ...more, '--stage', deployment];
const DNS = 'services/dns';

/** Every command that works in AWS with somebody's own credentials. What `tenantry` asks there besides goes through the API. */
export const COMMANDS_IN_AWS: Readonly<Record<string, CommandInAws>> = {
  'landing zone': { words: script('landing-zone/src/main.ts'), mayBeFirst: true },
  'landing zone, its plan': { words: script('landing-zone/src/main.ts', '--plan'), mayBeFirst: true },
  plan: { words: script('scripts/plan/main.ts'), mayBeFirst: true },
  'plan of the services': { words: script('scripts/plan/main.ts', '--part', 'services') },
  'deploy a service': { words: osls('deploy'), folder: DNS },
  'deploy a function': { words: osls('deploy', 'function', '--function', 'worker'), folder: DNS },
  'remove a service': { words: osls('remove'), folder: DNS },
  'roll a service back': { words: osls('rollback', '--timestamp', '1'), folder: DNS },
  console: { words: script('console/deploy/main.ts') },
  'console, another secret': { words: script('console/deploy/main.ts', '--rotate-origin') },
  'remove, list': { words: script('landing-zone/src/remove/main.ts', '--list') },
  remove: { words: script('landing-zone/src/remove/main.ts') },
  'remove, with data': { words: (deployment) => [...script('landing-zone/src/remove/main.ts', '--delete-data', deployment)(deployment)] },
  'restore of the tables': { words: script('scripts/restore/main.ts', '--at', '2026-11-28T20:00:00Z', '--yes') },
  'restore of the tables, its plan': { words: script('scripts/restore/main.ts', '--at', '2026-11-28T20:00:00Z', '--plan') },
  acceptance: { words: (deployment) => ['--import', 'tsx', 'acceptance/main.ts', '--deployment', deployment, '--yes'] },
  'doctor --before': {
    words: (deployment) => ['cli/bin/tenantry.mjs', 'doctor', '--before', '--config', `{configurations}/${deployment}.json`],
    looksBefore: true,
  },
};
