import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { failureOf } from '@tenantry/shared/failure/errors';
import { ulid } from 'ulid';
import type { FieldProblem } from '../../contract/fields.ts';
import type { Replay } from '../../contract/replays.ts';
import type { BodyOf } from '../../contract/routes.ts';
import { fieldsProblem, noTenant, Problem } from '../../problem/problem.ts';
import { documents, REPLAY, replayKey, requestClaim, tableName } from '../../table/items.ts';
import { newestFirst } from '../../table/newest-first.ts';
import { withTenantNames } from '../../table/tenant-names.ts';
import { findTenant } from '../../table/tenants.ts';
import { signatureOf } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { deliveriesOf, previewOf } from './deliveries.ts';
import { archiveState, previewArchive, startArchiveReplay } from './from-archive.ts';
import { deliver } from './from-queues.ts';

type Selected = BodyOf<'POST /replays/preview'>;
/** The archive keeps events for so long. Days. */
const ARCHIVED = 90;
const DAY = 86_400_000;

/** @throws Problem 400 */
const checkSelection = ({ tenantId, events, from, to }: Selected): void => {
  const fields: FieldProblem[] = [];
  if (Date.parse(from) >= Date.parse(to))
    fields.push({ field: '/to', problem: 'not after from', fix: 'Give a window with a beginning and an end.' });
  if (!tenantId && events) {
    fields.push({ field: '/events', problem: 'EventBridge replays all events of a window', fix: 'Leave events out, or name a tenant.' });
  }
  if (!tenantId && Date.parse(to) - Date.parse(from) > ARCHIVED * DAY) {
    fields.push({ field: '/from', problem: `more than ${ARCHIVED} days before to`, fix: `The archive keeps events for ${ARCHIVED} days.` });
  }
  if (fields.length > 0) throw fieldsProblem(400, 'request-invalid', fields);
};

/** @throws Problem 404 */
const tenantDeliveries = async (tenantId: string, selection: Selected) => {
  const found = await findTenant(tenantId);
  if (!found) throw noTenant(tenantId);
  return deliveriesOf(found.facts, selection);
};

export const postPreview: Handler<'POST /replays/preview'> = async ({ body }) => {
  checkSelection(body);
  if (!body.tenantId) return { answer: await previewArchive(body) };
  const deliveries = await tenantDeliveries(body.tenantId.toUpperCase(), body);
  const counted = deliveries.map(({ stage, fact }) => ({ stage, event: fact.name, count: 1 }));
  return { answer: previewOf(counted, deliveries.length > 0 ? 1 : 0) };
};

export const postReplay: Handler<'POST /replays'> = async ({ body, key, caller, note }) => {
  checkSelection(body);
  const tenantId = body.tenantId?.toUpperCase();
  const deliveries = tenantId ? await tenantDeliveries(tenantId, body) : undefined;
  if (deliveries?.length === 0) {
    throw new Problem(409, 'nothing-to-replay', 'No stage hears any of these events in this window: look at the timeline, and preview.');
  }
  const name = key ? await nameFor(key) : ulid();
  note({ target: name });
  const replay: Replay = {
    name,
    ...(tenantId ? { tenantId } : {}),
    stages: [...(body.stages ?? STAGE_NAMES)],
    ...(body.events ? { events: body.events } : {}),
    from: body.from,
    to: body.to,
    reason: body.reason,
    ...signatureOf(caller),
    requestedAt: new Date().toISOString(),
    via: deliveries ? 'queues' : 'archive',
    state: 'running',
    ...(deliveries ? { deliveries: deliveries.length } : {}),
  };
  await keep(replay);
  try {
    if (deliveries && tenantId) await deliver(tenantId, deliveries, name);
    else await startArchiveReplay(await landingZone(), name, body.stages ?? STAGE_NAMES, body);
  } catch (error) {
    await keep({ ...replay, state: 'failed', failure: failureOf(error).message });
    throw error;
  }
  const started: Replay = { ...replay, state: deliveries ? 'completed' : 'starting' };
  await keep(started);
  return { answer: started, location: '/replays' };
};

const keep = async (replay: Replay): Promise<void> => {
  await documents().send(new PutCommand({ TableName: tableName(), Item: { ...replayKey(replay.name), ...replay } }));
};

/** The same key is the same replay: stages know it by its name. */
const nameFor = async (key: string): Promise<string> => {
  const Key = requestClaim(`replay/${key}`);
  const name = ulid();
  const expiresAt = Math.floor(Date.now() / 1000) + 7 * 86_400;
  try {
    await documents().send(
      new PutCommand({ TableName: tableName(), Item: { ...Key, name, expiresAt }, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
    return name;
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
    return String(Item?.name ?? name);
  }
};

export const getReplays: Handler<'GET /replays'> = async ({ query: { tenantId, limit, cursor } }) => {
  const wanted = tenantId?.toUpperCase();
  const page = await newestFirst<Replay>(REPLAY, {
    limit,
    cursor,
    ...(wanted ? { wanted: (replay: Replay) => replay.tenantId === wanted } : {}),
  });
  const replays = await withTenantNames(await Promise.all(page.items.map(withState)));
  return { answer: { replays, ...(page.cursor ? { cursor: page.cursor } : {}) } };
};

/** How far EventBridge has come; what has ended is kept. */
const withState = async (item: Replay): Promise<Replay> => {
  const { pk: _, sk: __, ...replay } = item as Replay & { pk?: string; sk?: string };
  if (replay.via === 'queues' || !['starting', 'running'].includes(replay.state)) return replay;
  const current = { ...replay, ...(await archiveState(replay.name)) };
  if (current.state !== replay.state) await keep(current);
  return current;
};
