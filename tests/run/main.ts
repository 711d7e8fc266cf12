import { type Counts, type Project, runJest } from './jest.ts';
import { selection } from './selection.ts';

/** `npm test [-- <arguments of jest>]`: all tests: those that need nothing, and those that need AWS. */
const { projects, args } = selection(process.argv.slice(2));
const TITLES: Readonly<Record<Project, string>> = {
  unit: 'unit tests',
  aws: "tests against the laptop's AWS",
  browser: 'tests in a browser',
  long: 'tests that take minutes',
};

// At the same time: tests that need AWS wait a lot, for its deployment first of all.
console.log(`\n${projects.map((project) => TITLES[project]).join('\n')}`);
const all = await Promise.all(
  projects.map(async (project) => {
    const counts = await runJest(project, args, projects.length > 1);
    console.log(`\n${TITLES[project]}: ${counts.passed} passed, ${counts.failed} failed after ${Math.round(performance.now() / 1000)} s`);
    return counts;
  }),
);
const sum = all.reduce((a: Counts, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), { passed: 0, failed: 0 });
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;
