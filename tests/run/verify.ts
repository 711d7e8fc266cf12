import { parseArgs } from 'node:util';
import { type Check, line, type Verdict, verdictOf } from './check.ts';
import { runJest } from './jest.ts';

/** `npm run verify [-- --since COMMIT]`: what must hold before a commit or, since a commit, before a push. `npm test` is the whole of it. */
const { since } = parseArgs({ options: { since: { type: 'string' } } }).values;
const checks: readonly Check[] = [
  { title: 'format and lint, import rules included', run: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'] },
  {
    title: 'what nothing uses: dependencies, files, exports',
    run: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'],
  },
  { title: 'types', run: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { title: 'types of the console', run: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'console/tsconfig.json'] },
  {
    title: 'generated files, compatibility of events',
    run: ['--import', 'tsx', 'scripts/generate.ts', '--check'],
  },
  { title: "templates: AWS's schemas, actions and handlers; workflows", run: ['--import', 'tsx', 'judges/main.ts'] },
];

const jest = async (title: string, args: readonly string[]): Promise<Verdict> => {
  const started = Date.now();
  const { passed, failed } = await runJest('unit', args);
  const verdict = { passed: failed === 0, seconds: (Date.now() - started) / 1000, output: '' };
  return { ...verdict, title: `${title}: ${passed} passed, ${failed} failed` };
};

const show = (verdict: Verdict): Verdict => {
  if (!verdict.passed) console.log(verdict.output.trimEnd());
  console.log(line(verdict));
  return verdict;
};

const verdicts = await Promise.all(checks.map(async (check) => show(await verdictOf(check))));
verdicts.push(show(await jest('proof that a bad import is refused', ['tests/import-rules.test.ts'])));
verdicts.push(
  show(await jest(`tests of what changed since ${since ?? 'the last commit'}`, [since ? `--changedSince=${since}` : '--onlyChanged'])),
);

console.log('advisories: not checked (npm run audit asks the registries; the GitHub workflow does so at each push and every Monday)');
const failures = verdicts.filter(({ passed }) => !passed).length;
console.log(failures === 0 ? 'verified' : `${failures} of ${verdicts.length} checks failed`);
process.exitCode = failures === 0 ? 0 : 1;
