import path from 'node:path';
import { parseArgs } from 'node:util';
import { LOCAL_FOLDER } from '../../laptop/src/paths.ts';
import { type Part, runParts, sumLine } from './parts.ts';

/** `npm run test:long [-- --minutes 45]`: what takes minutes. Past the limit the rest is left out and named, and so is what no demo wrote. */
const PARTS: readonly Part[] = [
  { title: 'judges of what is sent to AWS', run: ['--import', 'tsx', 'judges/main.ts', '--all'] },
  {
    title: 'requests to IAM of the last demo',
    run: ['--import', 'tsx', 'judges/least-privilege/keep.ts', '--check'],
    needs: path.join(LOCAL_FOLDER, 'journal.ndjson'),
  },
  {
    title: "a slice of AWS's answers, and what follows",
    run: ['--import', 'tsx', 'tests/faults/main.ts', '--answers', '--sample', '20'],
  },
  {
    title:
      'the commands of docs/deploy.md: from nothing to a tenant, to the next release and back, beside a second deployment, removed, again',
    run: ['--import', 'tsx', 'tests/deploy/main.ts'],
  },
  { title: 'upgrade and roll-back, from the oldest release from which one may', run: ['--import', 'tsx', 'tests/upgrade/main.ts'] },
  { title: 'acceptance against the laptop, and against one with a rule less', run: ['--import', 'tsx', 'tests/acceptance/main.ts'] },
  { title: 'tests that take minutes', run: ['--import', 'tsx', 'tests/run/main.ts', '--selectProjects', 'long'] },
  { title: 'tables destroyed and set back to a moment', run: ['--import', 'tsx', 'tests/run/main.ts', '--selectProjects', 'drill'] },
];

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '45' } } });
const limitMs = Number(values.minutes) * 60_000;
if (!(limitMs > 0)) throw new Error(`--minutes ${values.minutes}: say a number of minutes, e.g. 45`);
// npm passes a signal on to its shell only: when that is gone, nobody waits for us any more.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.kill(process.pid, 'SIGHUP'), 500).unref();

const time = AbortSignal.timeout(limitMs);
const sum = await runParts(PARTS, { time, log: (line) => console.log(line) });
const after = time.aborted ? ` after ${values.minutes} minutes` : '';
if (sum.leftOut.length > 0) console.log(`\nleft out${after}: ${sum.leftOut.join('; ')}`);
console.log(`\n${sumLine(sum)}`);
process.exitCode = sum.failed > 0 ? 1 : 0;
