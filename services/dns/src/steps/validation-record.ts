import { step } from '@tenantry/shared/saga/stage';
import { requireAllowed } from '../allowed.ts';
import { notOthers } from '../claims.ts';
import { absolute, type DnsRecord, nameOf } from '../dns-record.ts';
import { ensureRecords, removeRecords, type Written } from '../hosted-zone.ts';
import type { Scope } from '../scope.ts';

/** The record by which ACM sees that the domain is ours. It stays: ACM renews the certificate by it. */
export const validationRecord = step(
  'validationRecord',
  {
    ensure: async (
      scope: Scope,
      { domain, validationRecord: wanted }: { domain: string; validationRecord: DnsRecord },
      saved: { readonly validation?: Written },
    ): Promise<{ validation: Written; validationNames: readonly string[] }> => {
      requireAllowed(domain, [wanted]);
      return { validation: await ensureRecords(scope, [wanted], wanted.name, saved.validation), validationNames: [nameOf(wanted)] };
    },
    remove: async (scope, heard, saved) => {
      const told = [...(heard.validationRecord ? [heard.validationRecord] : []), ...(saved.validation?.records ?? [])];
      const ours = await notOthers(scope, told);
      for (const name of new Set(ours.map((record) => absolute(record.name)))) await removeRecords(scope, ours, name);
    },
  },
  {
    creates: [{ type: 'AWS::Route53::RecordSet', id: 'validationNames', account: 'production', quota: 'records' }],
  },
);
