import { randomUUID } from 'node:crypto';
import { main } from '../api/handler.ts';
import { main as project } from '../projection/handler.ts';
import { caller, context, type Deployment } from './deployment.ts';

export const api = caller(main as never);
type Told = readonly [source: string, name: string, detail: object];
let tenants = 0;
let second = 0;

/** Gives the projection an event, a second after the one before. */
export const hear = (tenantId: string, source: string, name: string, detail: object) => {
  const at = new Date(Date.now() + ++second).toISOString();
  const envelope = { tenantId, eventId: `${tenantId}/${source}/${name}/1`, causedBy: '', at };
  return project({ source: `tenantry.${source}`, 'detail-type': name, detail: { ...envelope, ...detail } } as never, context);
};

/** A tenant of which the projection has heard that it was requested, and more. */
export const tenant = async (deployment: Deployment, ...more: readonly Told[]) => {
  const slug = `op-${++tenants}`;
  const body = { name: `Hospital ${slug}`, slug, adminEmail: 'it@mercy.example', plan: 'standard' };
  const id = String((await api('POST /tenants', { body, key: randomUUID() })).body.tenantId);
  const [requested] = await deployment.published(1);
  await hear(id, 'admin', 'TenantRequested', requested?.detail ?? {});
  for (const [source, name, detail] of more) await hear(id, source, name, detail);
  return { id, slug };
};

const role = 'arn:aws:iam::200000000001:role/x';
export const accountReady = (slug: string): Told => [
  'account',
  'AccountReady',
  {
    slug,
    name: slug,
    domain: `${slug}.app.localhost`,
    adminEmail: 'it@mercy.example',
    plan: 'standard',
    variables: {},
    accountId: '200000000001',
    roles: { network: role, edge: role, pipeline: role, deploy: role },
  },
];
export const networkRemoved: Told = ['network', 'NetworkRemoved', {}];
export const tenantReady: Told = [
  'pipeline',
  'TenantReady',
  {
    accountId: '200000000001',
    domain: 'x.app.localhost',
    url: 'http://x.app.localhost',
    pipelineName: 'p',
    apiId: 'a',
    userPoolId: 'u',
    userPoolClientId: 'c',
    schemaName: 's',
    release: '1',
    variables: {},
    firstUser: 'it@mercy.example',
    firstUserSecretArn: 'arn:aws:secretsmanager:us-east-1:200000000001:secret:x-123456',
  },
];
