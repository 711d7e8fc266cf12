import { expect } from '@jest/globals';
import { MailUndelivered } from '../../../events-schema/src/mail.ts';
import { postExportDownloads } from '../../../services/admin/src/api/downloads/handlers.ts';
import { callerOf, refusalOf } from '../../../services/admin/src/api/request/access.ts';
import { clientVariable, machinesOf } from '../../../services/admin/src/api/request/machines.ts';
import { postAdministrator } from '../../../services/admin/src/api/tenants/administrator.ts';
import { ROUTES } from '../../../services/admin/src/contract/routes.ts';
import { counted } from '../../../services/pipeline/src/mail/undelivered.ts';
import { MailAnswer } from '../../../shared/src/domain/mail.ts';
import { attack } from '../attack.ts';

const caller = (group: string) => callerOf({ sub: '1', 'cognito:groups': `[${group}]` });
const machine = callerOf(
  { sub: 'client-1', client_id: 'client-1', token_use: 'access', scope: 'tenantry/admin' },
  machinesOf({ MACHINES: 'portal:admin', [clientVariable(0)]: 'client-1' }),
);

attack('export-below-admin', 'a viewer, an operator and a machine of the widest scope ask for addresses of an export', async () => {
  const { group } = ROUTES['POST /tenants/{id}/export-downloads'];
  expect(['viewer', 'operator', 'admin'].map((one) => refusalOf(caller(one), group)?.code)).toEqual([
    'group-missing',
    'group-missing',
    undefined,
  ]);
  const asked = { path: { id: 'T' }, body: { reason: 'nightly copy' }, caller: machine, note: () => undefined };
  await expect(async () => postExportDownloads(asked as unknown as Parameters<typeof postExportDownloads>[0])).rejects.toMatchObject({
    code: 'person-needed',
  });
});

attack('administrator-replaced-below-admin', 'an operator names himself as the administrator of a tenant', async () => {
  const asked = { path: { id: 'T' }, body: { email: 'eve@example.com', confirm: 'mercy', reason: 'why not' }, caller: caller('operator') };
  await expect(async () => postAdministrator(asked as unknown as Parameters<typeof postAdministrator>[0])).rejects.toMatchObject({
    code: 'group-missing',
  });
});

attack('addresses-by-mail-report', 'a viewer reads the report and the events about mail that came back', () => {
  const address = 'ada@anna.example';
  const found = { EmailAddress: address, Reason: 'BOUNCE' as const, LastUpdateTime: new Date(0) };
  const undelivered = counted([found]);
  const answer = { invitation: { state: 'invited' }, mail: { sender: 'domain', hindrances: [], undelivered: { ...undelivered, address } } };
  expect(JSON.stringify(MailAnswer.parse(answer))).not.toContain(address);
  const said = { tenantId: '01JZT3NANTRY000000SAMP0E00', eventId: 'e', causedBy: '', at: '2026-11-23T09:00:00.000Z', ...undelivered };
  const time = { from: said.at, until: said.at };
  expect(JSON.stringify(MailUndelivered.detail.parse({ ...said, ...time, address }))).not.toContain(address);
});
