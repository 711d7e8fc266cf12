import { cfnLint } from './cfn-lint/judge.ts';
import { checkov } from './checkov/judge.ts';
import { cloudsplaining } from './cloudsplaining/judge.ts';
import { type Judged, judgedStacks } from './configurations.ts';
import { exceptions } from './exceptions.ts';
import { type Finding, type Judge, settle, textOf } from './finding.ts';
import { generateHandlerPermissions, handlerPermissions, isCurrent } from './handlers/generate.ts';
import { handlers } from './handlers/judge.ts';
import { serviceAuthorization } from './service-authorization/judge.ts';

const HELP = `Usage: node --import tsx judges/main.ts [--all | --generate]

Reads every template of the product, for every kind of configuration, with the judges that take seconds.

  --all       those that take minutes too: checkov, cloudsplaining
  --generate  writes judges/generated/ anew instead`;

type Judging = (stacks: readonly Judged[]) => Promise<readonly Finding[]>;
const QUICK: Readonly<Partial<Record<Judge, Judging>>> = {
  'service-authorization': serviceAuthorization,
  handlers: async (stacks) => handlers(stacks, handlerPermissions()),
  'cfn-lint': cfnLint,
};
const ALL: typeof QUICK = { ...QUICK, checkov, cloudsplaining };

const judge = async (judges: typeof QUICK): Promise<boolean> => {
  const stacks = await judgedStacks();
  console.log(`${stacks.length} templates`);
  let [passed, failed] = [0, 0];
  const count = (title: string, problems: readonly string[], note: string): void => {
    for (const problem of problems) console.log(`  ${problem}`);
    console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${title}: ${note}`);
    if (problems.length === 0) passed += 1;
    else failed += 1;
  };
  const current = isCurrent(stacks) ? [] : ['not as cfn-lint has them for our templates: node --import tsx judges/main.ts --generate'];
  count('handler permissions', current, 'judges/generated/handler-permissions.json');
  for (const [name, run] of Object.entries(judges)) {
    const started = performance.now();
    const findings = await run(stacks);
    const { open, unused } = settle(findings, exceptions, [name as Judge]);
    const problems = [
      ...open.map((finding) => `${finding.rule} ${textOf(finding)}`),
      ...unused.map(({ rule, of }) => `exception without a finding: ${rule} ${of.source}`),
    ];
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    count(name, problems, `${open.length} findings, ${findings.length - open.length} accepted (${seconds} s)`);
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0;
};

const [option, ...more] = process.argv.slice(2);
if (option === '--generate' && more.length === 0) generateHandlerPermissions(await judgedStacks());
else if (option === undefined) process.exitCode = (await judge(QUICK)) ? 0 : 1;
else if (option === '--all' && more.length === 0) process.exitCode = (await judge(ALL)) ? 0 : 1;
else {
  console.log(HELP);
  process.exitCode = option === '--help' ? 0 : 2;
}
