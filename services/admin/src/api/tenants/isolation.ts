import { IsolationChanged } from '@tenantry/events-schema/admin';
import { publish } from '@tenantry/shared/function/publish';
import { ulid } from 'ulid';
import { isolationOf } from '../../model/isolation.ts';
import { requestOf } from '../../model/view.ts';
import { Problem } from '../../problem/problem.ts';
import { getHistory } from '../../table/tenants.ts';
import { signatureOf } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { requireConfirmed } from './confirmed.ts';
import { accepted, requireNotGoing } from './handlers.ts';

/** Asked again, it is another event: stages verify again what they did. */
const change =
  (isolated: boolean): Handler<'POST /tenants/{id}/isolation' | 'POST /tenants/{id}/isolation/end'> =>
  async ({ path: { id }, body: { confirm, reason }, caller }) => {
    const history = await getHistory(id);
    requireConfirmed(confirm, requestOf(history)?.slug ?? '', id);
    requireNotGoing(history);
    if (!isolated && !isolationOf(history)) throw new Problem(409, 'not-isolated', `${id} is not isolated: there is nothing to end.`);
    await publish(IsolationChanged.name, {
      tenantId: id,
      eventId: `${id}/admin/${IsolationChanged.name}/${ulid()}`,
      causedBy: '',
      at: new Date().toISOString(),
      isolation: { isolated, ...signatureOf(caller), reason },
    });
    return accepted(id);
  };

export const postIsolation: Handler<'POST /tenants/{id}/isolation'> = change(true);
export const postIsolationEnd: Handler<'POST /tenants/{id}/isolation/end'> = change(false);
