import { SuspensionChanged } from '@tenantry/events-schema/admin';
import { calledOf } from '../../model/called.ts';
import { suspensionOf } from '../../model/isolation.ts';
import { Problem } from '../../problem/problem.ts';
import type { Handler } from '../request/call.ts';
import { holding } from './isolation.ts';

const change = (suspended: boolean) =>
  holding(
    SuspensionChanged,
    (said) => ({ suspension: { suspended, ...said } }),
    (history) => {
      if (suspended && !history.first.TenantReady)
        throw new Problem(
          409,
          'tenant-never-live',
          `${calledOf(history)} was never ready: there is no door to shut yet. Cancel it, or wait.`,
        );
      if (!suspended && !suspensionOf(history))
        throw new Problem(409, 'not-suspended', `${calledOf(history)} is not suspended: there is nothing to resume.`);
    },
  );

export const postSuspension: Handler<'POST /tenants/{id}/suspension'> = change(true);
export const postSuspensionEnd: Handler<'POST /tenants/{id}/suspension/end'> = change(false);
