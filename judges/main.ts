import { cfnLint } from './cfn-lint/judge.ts';
import { checkov } from './checkov/judge.ts';
import { cloudsplaining } from './cloudsplaining/judge.ts';
import { judgedStacks } from './configurations.ts';
import { exceptions } from './exceptions.ts';
import type { Judge } from './finding.ts';
import { generateHandlerPermissions, handlerPermissions, isCurrent } from './handlers/generate.ts';
import { handlers } from './handlers/judge.ts';
import { workflows } from './jactionlint/judge.ts';
import { type Judging, runJudges } from './run.ts';
import { serviceAuthorization } from './service-authorization/judge.ts';
import { supplyChain } from './supply-chain/judge.ts';

const HELP = `Usage: node --import tsx judges/main.ts [--all | --generate]

Reads every template of the product, for every kind of configuration, and the workflows, with the judges that take seconds.

  --all       those that take minutes too: checkov, cloudsplaining
  --generate  writes the permissions of the handlers instead`;

const QUICK: Readonly<Partial<Record<Judge, Judging>>> = {
  'service-authorization': serviceAuthorization,
  handlers: async (stacks) => {
    if (!isCurrent(stacks)) {
      throw new Error(
        'laptop/aws/src/iam/generated/ is not what cfn-lint has for our templates: node --import tsx judges/main.ts --generate',
      );
    }
    return handlers(stacks, handlerPermissions());
  },
  'cfn-lint': cfnLint,
  jactionlint: () => workflows(),
  'supply-chain': supplyChain,
};
const ALL: typeof QUICK = { ...QUICK, checkov, cloudsplaining };

const judge = async (judges: typeof QUICK): Promise<void> => {
  const stacks = await judgedStacks();
  console.log(`${stacks.length} templates`);
  const { passed, failed } = await runJudges(judges, stacks, exceptions, (line) => console.log(line));
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
};

const [option, ...more] = process.argv.slice(2);
if (option === '--generate' && more.length === 0) generateHandlerPermissions(await judgedStacks());
else if (option === '--all' && more.length === 0) await judge(ALL);
else if (option === undefined) await judge(QUICK);
else {
  console.log(HELP);
  process.exitCode = option === '--help' ? 0 : 2;
}
