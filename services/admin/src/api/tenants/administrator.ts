import { InvitationRequested } from '@tenantry/events-schema/admin';
import { publish } from '@tenantry/shared/function/publish';
import { ulid } from 'ulid';
import { administratorOf, requestOf } from '../../model/view.ts';
import { getHistory } from '../../table/tenants.ts';
import { requireGroup, signatureOf } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { requireConfirmed } from './confirmed.ts';
import { accepted, requireNotGoing } from './handlers.ts';

/** Asked again, it is another invitation. */
export const postAdministrator: Handler<'POST /tenants/{id}/administrator'> = async ({
  path: { id },
  body: { email, confirm },
  caller,
}) => {
  if (email !== undefined) requireGroup(caller, 'admin');
  const history = await getHistory(id);
  if (email !== undefined) requireConfirmed(confirm, requestOf(history)?.slug ?? '', id);
  requireNotGoing(history);
  const invitation = ulid();
  await publish(InvitationRequested.name, {
    tenantId: id,
    eventId: `${id}/admin/${InvitationRequested.name}/${invitation}`,
    causedBy: '',
    at: new Date().toISOString(),
    administrator: { email: email ?? administratorOf(history), invitation, ...signatureOf(caller) },
  });
  return accepted(id);
};
