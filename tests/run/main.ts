import { type JestRun, type Project, runJest } from './jest.ts';
import { selection } from './selection.ts';
import { processorSeconds, runTimeLines, slowestLines } from './times.ts';

/** `npm test [-- <arguments of jest>]`: all tests: those that need nothing, and those that need AWS. */
const { projects, args } = selection(process.argv.slice(2));
const TITLES: Readonly<Record<Project, string>> = {
  unit: 'unit tests',
  aws: "tests against the laptop's AWS",
  browser: 'tests in a browser',
  long: 'tests that take minutes',
  drill: 'tables destroyed and set back',
};

// At the same time: tests that need AWS wait a lot, for its deployment first of all.
console.log(`\n${projects.map((project) => TITLES[project]).join('\n')}`);
const all = await Promise.all(
  projects.map(async (project) => {
    const run = await runJest(project, args, projects.length > 1);
    console.log(`\n${TITLES[project]}: ${run.passed} passed, ${run.failed} failed after ${Math.round(performance.now() / 1000)} s`);
    return run;
  }),
);
const sum = all.reduce((a: JestRun, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  files: [...a.files, ...b.files],
}));
if (sum.files.length > 1) console.log(`\nslowest files:\n${slowestLines(sum.files).join('\n')}`);
if (process.argv.length === 2)
  console.log(`\n${runTimeLines({ seconds: performance.now() / 1000, processorSeconds: processorSeconds() }).join('\n')}`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;
