import { publish } from '@tenantry/shared/function/publish';
import { attentionChanges } from '../model/attention/changes.ts';
import { factOf } from '../model/fact.ts';
import { evolve, type TenantHistory } from '../model/history.ts';
import { changeHistory } from '../table/tenants.ts';

/**
 * Says on the bus for what a tenant needs attention by now, and what of it is over: once each. What was said is noted at once, and heard
 * here again; where a function ends between saying and noting, the same event is said again, by the same id.
 * @param now epoch milliseconds
 */
export const tellAttention = async (history: TenantHistory, now: number): Promise<void> => {
  const changes = attentionChanges(history, now);
  if (changes.length === 0) return;
  for (const { name, detail } of changes) await publish(name, detail);
  const facts = changes.map(({ name, detail }) => factOf(name, detail));
  await changeHistory(history.tenantId, (before) => facts.reduce(evolve, before));
};
