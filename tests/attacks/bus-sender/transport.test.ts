import { expect } from '@jest/globals';
import { everyResources } from '../../templates.ts';
import { attack } from '../attack.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Condition?: { readonly Bool?: Readonly<Record<string, string>> };
}
type Resources = (typeof everyResources)[number][1];

/** What the policy of a kind says of a resource, by the list in which it names its resources. */
const statements = (resources: Resources, type: string, list: string, id: string): readonly Statement[] =>
  Object.values(resources).flatMap(({ Type, Properties }) => {
    const named = JSON.stringify(Properties?.[list] ?? []).includes(`{"Ref":"${id}"}`);
    const document = Properties?.PolicyDocument as { readonly Statement: readonly Statement[] } | undefined;
    return Type === type && named ? (document?.Statement ?? []) : [];
  });

attack('message-without-tls', 'somebody on the way reads or changes what is sent to a queue or a topic without TLS', () => {
  const kinds = [
    ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'Queues', 'sqs:*'],
    ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'Topics', 'sns:Publish'],
  ] as const;
  for (const [type, policy, list, action] of kinds) {
    const found = everyResources.flatMap(([template, resources]) =>
      Object.entries(resources).flatMap(([id, { Type }]) =>
        Type === type ? [{ is: `${template} ${id}`, said: statements(resources, policy, list, id) }] : [],
      ),
    );
    expect(found.length).toBeGreaterThan(0);
    const open = found.filter(
      ({ said }) =>
        !said.some(
          ({ Effect, Action, Condition }) =>
            Effect === 'Deny' && [Action].flat().includes(action) && Condition?.Bool?.['aws:SecureTransport'] === 'false',
        ),
    );
    expect(open.map(({ is }) => is)).toEqual([]);
  }
});
