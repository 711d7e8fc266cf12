import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { TenantReady } from '@tenantry/events-schema/pipeline';
import { documentClient } from '@tenantry/shared/aws/document-client';
import { collect } from '@tenantry/shared/aws/pages';
import { serviceName } from '@tenantry/shared/domain/names';
import type { StageRecord } from '@tenantry/shared/saga/record';

/** What is read of a record: nothing of a person. */
type Read = Pick<StageRecord, 'tenantId' | 'desired' | 'published' | 'ended'>;

/** Whether a release may go to a tenant without anybody's asking: it was ready once, and nobody takes it back. */
export const isLive = ({ desired, published, ended }: Omit<Read, 'tenantId'>): boolean =>
  desired === 'present' && ended !== true && published[TenantReady.name] !== undefined;

/** By the records of the stage `pipeline`, sorted. */
export const liveTenants = async (deployment: string): Promise<readonly string[]> => {
  const items = await collect(
    paginateScan(
      { client: documentClient() },
      {
        TableName: serviceName(deployment, 'pipeline'),
        ProjectionExpression: '#record.tenantId, #record.desired, #record.published, #record.ended',
        ExpressionAttributeNames: { '#record': 'record' },
      },
    ),
    ({ Items }) => Items as readonly { readonly record: Read }[] | undefined,
  );
  return items.flatMap(({ record }) => (isLive(record) ? [record.tenantId] : [])).sort();
};
