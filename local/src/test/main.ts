import { type Counts, type Project, runJest } from './jest.ts';
import { selection } from './selection.ts';

/** `npm test [-- <arguments of jest>]`: all tests, first those that need nothing, then those that need AWS. */
const { projects, args } = selection(process.argv.slice(2));
const TITLES: Readonly<Record<Project, string>> = {
  unit: 'unit tests',
  aws: "tests against the laptop's AWS",
  browser: 'tests in a browser',
  long: 'tests that take minutes',
};

let sum: Counts = { passed: 0, failed: 0 };
for (const project of projects) {
  console.log(`\n${TITLES[project]}`);
  const { passed, failed } = await runJest(project, args);
  sum = { passed: sum.passed + passed, failed: sum.failed + failed };
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;
