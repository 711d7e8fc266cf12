import { IsolationChanged, SuspensionChanged, TenantChanged } from '@tenantry/events-schema/admin';

/** When a super admin asks what of a tenant, seconds; an end may be delivered before its beginning. */
export interface Changes {
  /** A tenant is isolated, and let back at the second time, if there is one. */
  readonly isolatedFrom?: number | undefined;
  readonly isolatedUntil?: number | undefined;
  /** Its door is shut, and opened again at the second time, if there is one. */
  readonly suspendedFrom?: number | undefined;
  readonly suspendedUntil?: number | undefined;
  /** It gets another plan. */
  readonly changedAt?: number | undefined;
}

interface Change {
  readonly at: number;
  readonly name: string;
  readonly detail: object;
}

/** The events of it. */
export const changesOf = (of: Changes): readonly Change[] => {
  const change = ({ name }: { readonly name: string }, at: number | undefined, detail: object): readonly Change[] =>
    at === undefined ? [] : [{ at, name, detail }];
  return [
    ...change(IsolationChanged, of.isolatedFrom, { isolation: { isolated: true } }),
    ...change(IsolationChanged, of.isolatedUntil, { isolation: { isolated: false } }),
    ...change(SuspensionChanged, of.suspendedFrom, { suspension: { suspended: true } }),
    ...change(SuspensionChanged, of.suspendedUntil, { suspension: { suspended: false } }),
    ...change(TenantChanged, of.changedAt, { name: 'Another', plan: 'large' }),
  ];
};
