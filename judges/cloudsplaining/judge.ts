import type { Finding } from '../finding.ts';
import { runPython } from '../python.ts';
import { type FoundStatement, statementsOf } from '../service-authorization/statements.ts';
import { documentOf } from '../templates/document.ts';
import type { Stack } from '../templates/every-stack.ts';
import { fileOf } from '../templates/files.ts';

interface Policy {
  readonly where: string;
  readonly statements: readonly object[];
}
const statement = ({ effect, actions, resources, condition }: FoundStatement): object => ({
  Effect: effect,
  Action: actions,
  Resource: resources,
  Condition: condition,
});

/** All that a role or a managed policy allows, as one policy: rights add up. */
const policiesOf = (stack: Stack): readonly Policy[] => {
  const found = statementsOf(documentOf(stack.body)).filter(({ kind }) => kind === 'identity');
  return [...new Set(found.map(({ owner }) => owner))].map((owner) => ({
    where: `${fileOf(stack)} ${owner}`,
    statements: found.filter((each) => each.owner === owner).map(statement),
  }));
};

/** What cloudsplaining has against the policies of roles: rights on everything, ways to gain more, ways to carry data off. */
export const cloudsplaining = async (stacks: readonly Stack[]): Promise<readonly Finding[]> => {
  const policies = stacks.flatMap(policiesOf);
  const { code, stdout, stderr } = await runPython('cloudsplaining', ['judges/cloudsplaining/scan.py'], JSON.stringify(policies));
  if (code !== 0) throw new Error(`cloudsplaining gave no answer: ${stderr.slice(-2_000)}`);
  const answer = JSON.parse(stdout) as readonly { readonly where: string; readonly rule: string; readonly says: string }[];
  return answer.map(({ where, rule, says }) => ({ judge: 'cloudsplaining', rule, where, says }));
};
