import {
  DeleteRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

/** Rules of the default bus: a release's, where its stack released it, calls its function every day. */
export const eventRules: Lister = {
  service: 'EventBridge',
  finds: ['AWS::Events::Rule'],
  list: async (place) => {
    const client = place.client(EventBridgeClient);
    const found: Leftover[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListRulesCommand(NextToken ? { NextToken } : {}));
      for (const { Name, ManagedBy } of page.Rules ?? []) {
        found.push(foundIn(place, 'EventBridge rule')(Name, hasName(place, Name), ManagedBy && `of an AWS service: ${ManagedBy}`));
      }
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  },
  /** EventBridge deletes no rule that has targets (API reference, DeleteRule). A rule has at most five. */
  remove: async (place, { id: Rule }) => {
    const client = place.client(EventBridgeClient);
    const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule }));
    const Ids = Targets.flatMap(({ Id }) => Id ?? []);
    if (Ids.length > 0) await client.send(new RemoveTargetsCommand({ Rule, Ids }));
    await client.send(new DeleteRuleCommand({ Name: Rule }));
  },
};
