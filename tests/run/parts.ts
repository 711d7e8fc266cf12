import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { endProcess, killGroup, ownProcess } from '@laptop/aws/processes';
import { onEndSignal } from '@laptop/aws/signals';
import { ROOT } from '../../laptop/src/paths.ts';
import type { Counts } from './jest.ts';

/** One part of `npm run test:long`: a program whose last line is `N passed, N failed`. */
export interface Part {
  readonly title: string;
  /** Arguments of Node. */
  readonly run: readonly string[];
  /** A file that another command writes: without it there is nothing to look at, and the part is left out. */
  readonly needs?: string;
}
export interface Sum extends Counts {
  /** Titles of what did not run, or not to its end: the time was over, or what it needs is not there. */
  readonly leftOut: readonly string[];
}
export interface PartsOptions {
  /** Aborts when the time for all parts together is over. */
  readonly time: AbortSignal;
  /** How long a part may take to end when it is asked to. */
  readonly patienceMs?: number;
  readonly log: (line: string) => void;
}

/** How long what a part has written may take to arrive after its end. */
const PIPES_MS = 2_000;

/** What a part's output says of itself. A part that ends badly without a failure in its sum is a failure, and so is one without a sum. */
export const sumOf = (output: string, code: number | null): Counts => {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  if (!last) return { passed: 0, failed: 1 };
  const [passed, failed] = [Number(last[1]), Number(last[2])];
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
};

/**
 * Runs parts one after the other, each in its own process group. When the time is over, the running part is ended with all its
 * processes, and the rest is left out: neither passed nor failed.
 */
export const runParts = async (parts: readonly Part[], { time, patienceMs = 60_000, log }: PartsOptions): Promise<Sum> => {
  let sum: Counts = { passed: 0, failed: 0 };
  const leftOut: string[] = [];
  for (const [at, part] of parts.entries()) {
    if (time.aborted) {
      leftOut.push(...parts.slice(at).map(({ title }) => title));
      break;
    }
    if (part.needs !== undefined && !existsSync(part.needs)) {
      log(`left out ${part.title}: there is no ${part.needs}`);
      leftOut.push(part.title);
      continue;
    }
    const began = performance.now();
    log(`${part.title} …`);
    const { output, code, outOfTime } = await runPart(part, time, patienceMs);
    if (outOfTime) {
      leftOut.push(part.title);
      continue;
    }
    const counts = sumOf(output, code);
    if (counts.failed > 0) log(output.trimEnd());
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    log(`${counts.failed > 0 ? 'FAILED' : 'ok    '} ${part.title}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
    sum = { passed: sum.passed + counts.passed, failed: sum.failed + counts.failed };
  }
  return { ...sum, leftOut };
};

interface Ended {
  readonly output: string;
  readonly code: number | null;
  readonly outOfTime: boolean;
}

const runPart = async (part: Part, time: AbortSignal, patienceMs: number): Promise<Ended> => {
  const child = spawn(process.execPath, part.run, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const owned = ownProcess('long tests', child);
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let outOfTime = false;
  let ending: Promise<void> | undefined;
  const onTime = (): void => {
    outOfTime = true;
    ending = endProcess(owned, 'SIGTERM', patienceMs);
  };
  time.addEventListener('abort', onTime);
  // Asked to end, and not killed with us: its processes have their own groups.
  const forget = onEndSignal(() => endProcess(owned, 'SIGTERM', patienceMs));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(-1);
    });
    child.once('exit', (status) => {
      // A process that the part left behind may hold the pipes open for ever.
      const timer = setTimeout(() => resolve(status), PIPES_MS);
      child.once('close', () => {
        clearTimeout(timer);
        resolve(status);
      });
    });
  });
  time.removeEventListener('abort', onTime);
  forget();
  await ending;
  killGroup(child.pid, 'SIGKILL');
  return { output, code, outOfTime };
};

/** The last line of `npm run test:long`; `.ci/run` reads it. */
export const sumLine = ({ passed, failed, leftOut }: Sum): string =>
  `${passed} passed, ${failed} failed${leftOut.length > 0 ? `, ${leftOut.length} skipped` : ''}`;
