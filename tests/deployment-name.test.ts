import { expect, test } from '@jest/globals';
import { files, isCode, isGenerated, isTest, matches } from './repository.ts';

/** Code that asks what a deployment is called: `===`, a beginning, a list of names. */
const COMPARED =
  /\b(deployment|deploymentName|[Ss]tage|STAGE)(\(\))? *[!=]==? *['"`](?!offboard'|account')|['"`] *[!=]==? *(deployment|stage|STAGE)\b|\b(deployment|stage|STAGE)\.(startsWith|endsWith|includes|match|indexOf)\(|['"`]\]\.includes\((deployment|stage|STAGE)\)|\bprod\w*\/[a-z]*\.test\(/;

test.each([
  "deployment === 'prod'",
  "config.stage !== 'prod'",
  "'prod' == stage",
  "deploymentName() === 'live'",
  "deployment.startsWith('pr')",
  '/^prod/.test(deployment)',
  "['prod', 'live'].includes(stage)",
])('%s compares a name', (code) => {
  expect(code).toMatch(COMPARED);
});

test("nothing compares a deployment's name: `production` of the configuration decides, in shared/src/deployment/hardening.ts", () => {
  const code = files.filter((file) => isCode(file) && !isTest(file) && !isGenerated(file) && !file.startsWith('tests/'));
  expect(code.flatMap((file) => matches(file, COMPARED))).toEqual([]);
  const readers = code.filter((file) => /^(shared|services|landing-zone|saga|events-schema)\//.test(file));
  const own = readers.flatMap((file) => matches(file, /\bproduction \?|!(config\.)?production\b/));
  expect(own.filter((line) => !line.startsWith('shared/src/deployment/hardening.ts'))).toEqual([]);
});
