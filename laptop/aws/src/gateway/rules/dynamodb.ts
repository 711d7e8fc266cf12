import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';
import { listOf } from '../xml.ts';

export const dynamodbRules: readonly Rule[] = [
  {
    name: 'one-index-per-update',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html (GlobalSecondaryIndexUpdates)',
    service: 'dynamodb',
    operations: ['UpdateTable'],
    before: ({ params }) => {
      const updates = listOf(params.GlobalSecondaryIndexUpdates).filter(
        (update) => typeof update === 'object' && update !== null && ('Create' in update || 'Delete' in update),
      );
      if (updates.length <= 1) return undefined;
      throw new AwsError(
        'LimitExceededException',
        'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
      );
    },
  },
];
