import { IsolationChanged } from '@tenantry/events-schema/admin';
import type { EventDefinition } from '@tenantry/events-schema/event';
import { publish } from '@tenantry/shared/function/publish';
import { ulid } from 'ulid';
import { calledOf } from '../../model/called.ts';
import type { TenantHistory } from '../../model/history.ts';
import { isolationOf } from '../../model/isolation.ts';
import { requestOf } from '../../model/view.ts';
import { Problem } from '../../problem/problem.ts';
import { getHistory } from '../../table/tenants.ts';
import { signatureOf } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { requireConfirmed } from './confirmed.ts';
import { accepted, requireNotGoing } from './handlers.ts';

type HoldRoute =
  | 'POST /tenants/{id}/isolation'
  | 'POST /tenants/{id}/isolation/end'
  | 'POST /tenants/{id}/suspension'
  | 'POST /tenants/{id}/suspension/end';

/**
 * Holds a tenant, or ends that, with its slug typed. Asked again, it is another event: stages verify again what they did.
 * @param detailOf what the event says, of who asks and why
 * @param refuse throws a Problem where it cannot be asked for now
 */
export const holding =
  (
    event: EventDefinition,
    detailOf: (said: ReturnType<typeof signatureOf> & { readonly reason: string }) => object,
    refuse: (history: TenantHistory) => void,
  ): Handler<HoldRoute> =>
  async ({ path: { id }, body: { confirm, reason }, caller }) => {
    const history = await getHistory(id);
    requireConfirmed(confirm, requestOf(history)?.slug ?? '', id);
    requireNotGoing(history);
    refuse(history);
    await publish(event.name, {
      ...detailOf({ ...signatureOf(caller), reason }),
      tenantId: id,
      eventId: `${id}/admin/${event.name}/${ulid()}`,
      causedBy: '',
      at: new Date().toISOString(),
    });
    return accepted(id);
  };

const change = (isolated: boolean) =>
  holding(
    IsolationChanged,
    (said) => ({ isolation: { isolated, ...said } }),
    (history) => {
      if (!isolated && !isolationOf(history))
        throw new Problem(409, 'not-isolated', `${calledOf(history)} is not isolated: there is nothing to end.`);
    },
  );

export const postIsolation: Handler<'POST /tenants/{id}/isolation'> = change(true);
export const postIsolationEnd: Handler<'POST /tenants/{id}/isolation/end'> = change(false);
