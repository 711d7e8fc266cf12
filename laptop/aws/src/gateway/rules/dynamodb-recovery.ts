import { states } from '../../states.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';
import { rewriteJson, text } from './json-answer.ts';

const HOW = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html';

/** Tables that are being restored: when that began, by account and name. */
const restores = (context: GatewayContext) => context.state<Record<string, number>>('dynamodb-restores', () => ({}));
const isBusy = (context: GatewayContext, accountId: string, table: string): boolean => {
  const began = restores(context)[`${accountId} ${table}`];
  return began !== undefined && !context.clock.due(began, states.tableRestored.awsSeconds);
};
/** The latest moment to which a table can be restored, epoch seconds. */
const latest = ({ clock }: GatewayContext): number => Math.floor((clock.now() - clock.after(states.tableBackedUp.awsSeconds)) / 1000);

export const dynamodbRecoveryRules: readonly Rule[] = [
  {
    name: 'recovery-is-behind',
    source: HOW,
    service: 'dynamodb',
    operations: ['DescribeContinuousBackups'],
    after: (_call, result, context) =>
      rewriteJson(result, (output) => {
        const { ContinuousBackupsDescription: described = {} } = output as { ContinuousBackupsDescription?: Record<string, unknown> };
        const recovery = (described.PointInTimeRecoveryDescription ?? {}) as Record<string, unknown>;
        if (recovery.PointInTimeRecoveryStatus !== 'ENABLED') return output;
        const LatestRestorableDateTime = Math.max(latest(context), Number(recovery.EarliestRestorableDateTime));
        return {
          ContinuousBackupsDescription: { ...described, PointInTimeRecoveryDescription: { ...recovery, LatestRestorableDateTime } },
        };
      }),
  },
  {
    name: 'restored-to-what-is-backed-up',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableToPointInTime.html',
    service: 'dynamodb',
    operations: ['RestoreTableToPointInTime'],
    before: ({ params }, context) => {
      if (params.RestoreDateTime === undefined || Number(params.RestoreDateTime) <= latest(context)) return undefined;
      throw new AwsError(
        'InvalidRestoreTimeException',
        'RestoreDateTime must be between EarliestRestorableDateTime and LatestRestorableDateTime.',
      );
    },
    after: ({ params, caller: { accountId } }, result, context) => {
      if (result.status >= 300) return result;
      restores(context)[`${accountId} ${text(params.TargetTableName)}`] = context.clock.now();
      return rewriteJson(result, (output) => ({
        TableDescription: { ...(output.TableDescription as object), TableStatus: 'CREATING' },
      }));
    },
  },
  {
    name: 'a-restored-table-takes-time',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/pointintimerecovery_restores.html',
    service: 'dynamodb',
    operations: ['DescribeTable', 'Scan', 'Query', 'GetItem', 'PutItem', 'DeleteTable'],
    before: ({ operation, params, caller: { accountId } }, context) => {
      const name = text(params.TableName);
      if (operation === 'DescribeTable' || !isBusy(context, accountId, name)) return undefined;
      if (operation === 'DeleteTable') {
        throw new AwsError('ResourceInUseException', `Attempt to change a resource which is still in use: Table is being created: ${name}`);
      }
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    },
    after: ({ operation, params, caller: { accountId } }, result, context) =>
      operation === 'DescribeTable' && isBusy(context, accountId, text(params.TableName))
        ? rewriteJson(result, (output) => ({ Table: { ...(output.Table as object), TableStatus: 'CREATING' } }))
        : result,
  },
];
