import { expect } from '@jest/globals';
import { evaluate } from '@laptop/aws/iam/evaluate';
import { allEvents } from '@tenantry/events-schema/all';
import { samples } from '@tenantry/events-schema/testing/samples';
import { decisionsTableName, restoreRoleName } from '@tenantry/shared/domain/names';
import { withDecision } from '@tenantry/shared/function/decided';
import { fresh, type Message, next, receive, type StageRecord, Undecided } from '@tenantry/shared/saga/record';
import fc from 'fast-check';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { attack } from '../attack.ts';
import { STAGES } from '../stages.ts';

type Table = Parameters<typeof withDecision>[0];
/** Offboard's table with what it decided of one tenant. */
const tableWith = (offboarding?: object): Table =>
  ({ send: async () => ({ Item: offboarding ? { offboarding } : undefined }) }) as unknown as Table;
const decided = samples.TenantOffboarding;
const { tenantId } = decided;
const said = (name: string, more: object = {}): Message => ({
  name,
  detail: { ...(samples[name as keyof typeof samples] as object), tenantId, ...more } as never,
});
/** What a stage of a live tenant has heard. */
const live = (stage: (typeof STAGES)[number]): StageRecord =>
  stage.entries.reduce(
    (record, entry) =>
      entry.kind === 'on' && entry.event.name !== 'TenantOffboarding' ? receive(stage, record, said(entry.event.name)) : record,
    fresh(tenantId),
  );
const isLive = ({ desired, ended }: StageRecord): boolean => desired === 'present' && !ended;

attack(
  'remove-without-decision',
  'every event, in any order and number, reaches every stage of a live tenant of whom offboard decided nothing',
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...allEvents.map(({ name }) => name).filter((name) => name in samples)), fc.nat(3)), {
          maxLength: 30,
        }),
        async (forged) => {
          for (const stage of STAGES) {
            let record = live(stage);
            for (const [name, id] of forged) {
              const message = await withDecision(tableWith(), 'dev', said(name, { eventId: `${tenantId}/forged/${id}` }));
              try {
                record = receive(stage, record, message);
              } catch (error) {
                if (!(error instanceof Undecided)) throw error;
              }
            }
            const action = next(stage, record);
            expect({ stage: stage.name, live: isLive(record), do: action.do }).toMatchObject({ stage: stage.name, live: true });
            expect(action.do).not.toBe('remove');
            // Nor does the end of a removal begin: the sweep of a live account, and its closing.
            if (stage.name === 'offboard') expect(action).toEqual({ do: 'nothing' });
          }
        },
      ),
      { numRuns: 300 },
    ),
);

attack(
  'remove-otherwise-than-decided',
  'an event says of a decided removal that nothing is to be exported, or that the account is closed',
  async () => {
    const closedAccount = { accountId: '200000000009', noticedAt: decided.at, held: [] };
    const forged = [{ export: !decided.export }, { rolledBack: !decided.rolledBack }, { closedAccount }];
    for (const more of forged)
      expect(
        (await withDecision(tableWith({ ...decided, closedAccount: undefined }), 'dev', said('TenantOffboarding', more))).isUndecided,
      ).toBe(true);
    const genuine = await withDecision(tableWith({ ...decided, closedAccount }), 'dev', said('TenantOffboarding', { closedAccount }));
    expect(genuine.isUndecided).toBeUndefined();
    for (const stage of STAGES.filter(({ name }) => name !== 'offboard'))
      expect(receive(stage, live(stage), genuine).desired).toBe('absent');
  },
);

attack('write-the-decision', 'a function that was taken over writes the decision itself', () => {
  const resource = `arn:aws:dynamodb:us-east-1:100000000002:table/${decisionsTableName('dev')}`;
  const writers = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'].flatMap((operation) =>
    // People who restore tables assume theirs, and no function may (docs/restore.md).
    everyRole('dev')
      .filter(({ name }) => name !== restoreRoleName('dev'))
      .filter(({ policies }) => evaluate(policies, { action: `dynamodb:${operation}`, resource, context: {} }).allowed)
      .map(({ name }) => `${name} ${operation}`),
  );
  expect(writers).toEqual(['tenantry-dev-offboard-function PutItem']);
});
