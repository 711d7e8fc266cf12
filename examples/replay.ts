import { type Detail, fresh, type Message, type StageRecord } from '@tenantry/shared/saga/record';
import { runner } from '@tenantry/shared/saga/runner';
import type { AnyStage } from '@tenantry/shared/saga/stage';

export interface Published {
  readonly event: string;
  readonly detail: Detail;
}

/** One tenant's stage with its queue, its table and the bus in memory. `hear` answers what the stage publishes after a message. */
export const inMemory = <Scope>(stage: AnyStage, tenantId: string, scope: Scope) => {
  let record: StageRecord = fresh(tenantId);
  let published: readonly Published[] = [];
  let workers = 0;
  const run = runner<Scope>(stage, {
    change: async (_tenantId, f) => {
      const changed = f(record);
      [record] = changed;
      return changed;
    },
    publish: async (event, detail) => {
      published = [...published, { event, detail }];
    },
    later: async () => {}, // nothing here waits
    progress: () => {},
    scope: () => scope,
    id: () => `worker-${workers++}`,
    now: () => Date.now() / 1000,
    remaining: () => 30,
  });

  const hear = async (message: Message): Promise<readonly Published[]> => {
    published = [];
    const outcome = await run(message);
    if (outcome.kind !== 'done') throw new Error(`the stage did not end: ${JSON.stringify(outcome)}`);
    return published;
  };
  return {
    hear,
    /** Sends a message again under a new name: every step is verified again, and the events go out once more. */
    replay: (message: Message, replayName: string) => hear({ ...message, replayName }),
  };
};
