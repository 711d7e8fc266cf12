import type { Client } from '@tenantry/api-client/client';
import type { Delivery, Subscription } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { act, type Context, integer, leaf } from '../command.ts';
import { confirmUnless } from '../confirm.ts';
import { CommandError, EXIT, usageError } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { fields, table } from '../table.ts';
import { findTenantId } from '../tenants.ts';

interface AddOptions {
  readonly webhook?: string;
  readonly slack?: string;
  readonly email?: string;
  readonly events?: string;
  readonly tenant?: string;
}
interface ChangeOptions {
  readonly name?: string;
  readonly events?: string;
  readonly url?: string;
  readonly rotateSecret?: boolean;
}
const EVENTS = 'TenantAttentionRaised,TenantAttentionCleared';
const MEANT = '\nA subscription is named by its id, or by its name.';
const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

export const notifications = (program: Command, context: Context): void => {
  const group = program
    .command('notifications')
    .helpCommand(false)
    .description('who is told what happens to tenants: e-mail, Slack, webhooks');

  const list = leaf(group, 'list', 'list subscriptions, newest first', ['']);
  act(list, context, async (invocation) => {
    const answer = await (await invocation.connect()).api('GET /notifications');
    invocation.print(answer, () =>
      answer.subscriptions.length === 0 ? 'nobody is told anything\n' : subscriptionTable(answer.subscriptions, invocation),
    );
    return undefined;
  });

  const add = leaf(group, 'add <name>', "subscribe; a webhook's secret is shown once", [
    '"On call" --email oncall@example.com',
    'Incidents --webhook https://incidents.example.com/tenantry --tenant mercy',
  ])
    .option('--webhook <url>', 'https address, told by signed requests (Standard Webhooks)')
    .option('--slack <url>', 'address of an incoming webhook of Slack')
    .option('--email <address>', 'an e-mail address; its owner is asked first')
    .option('--events <names>', 'which events, separated by commas', EVENTS)
    .option('--tenant <tenant>', 'only of this tenant');
  act<AddOptions>(add, context, async (invocation, [name = ''], options) => {
    const place = placeOf(options);
    const { api } = await invocation.connect();
    const tenantId = options.tenant === undefined ? undefined : await findTenantId(api, options.tenant);
    const types = listOf(options.events ?? EVENTS) as Subscription['types'];
    const saved = await api('POST /notifications', { body: { name, ...place, types, ...(tenantId ? { tenantId } : {}) } as never });
    invocation.print(saved, () => savedText(saved));
    if (saved.subscription.state === 'unconfirmed') invocation.note('nothing is sent until the owner of the address has confirmed it');
    return undefined;
  });

  const change = leaf(group, 'change <subscription>', 'change a subscription, or give it another secret', [
    'Incidents --rotate-secret',
    'Incidents --events TenantReady,TenantOffboarded',
  ])
    .option('--name <name>', 'what people call it')
    .option('--events <names>', 'which events, separated by commas')
    .option('--url <url>', 'another address, of webhook and Slack')
    .option('--rotate-secret', 'another secret, shown once; the one before signs, too, for a day')
    .addHelpText('after', MEANT);
  act<ChangeOptions>(change, context, async (invocation, [meant = ''], { name, events, url, rotateSecret }) => {
    const { api } = await invocation.connect();
    const body = { name, url, rotateSecret, types: events === undefined ? undefined : listOf(events) };
    if (Object.values(body).every((value) => value === undefined)) throw usageError('nothing to change', 'say what: --help');
    const path = { notification: await findSubscription(api, meant) };
    const saved = await api('PATCH /notifications/{notification}', { path, body: body as never });
    invocation.print(saved, () => savedText(saved));
    return undefined;
  });

  const remove = leaf(group, 'remove <subscription>', 'remove a subscription, with its address and secrets', ['Incidents --yes'])
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', MEANT);
  act<{ readonly yes?: boolean }>(remove, context, async (invocation, [meant = ''], { yes }) => {
    const { api } = await invocation.connect();
    const path = { notification: await findSubscription(api, meant) };
    await confirmUnless(yes, invocation, `Remove ${meant}? Nothing more is sent to it.`);
    const removed = await api('DELETE /notifications/{notification}', { path });
    invocation.print(removed, () => `${removed.id}: removed\n`);
    return undefined;
  });

  const test = leaf(group, 'test <subscription>', 'send a test at once, and say how it went', ['Incidents'], [EXIT.negative]).addHelpText(
    'after',
    MEANT,
  );
  act(test, context, async (invocation, [meant = '']) => {
    const { api } = await invocation.connect();
    const delivery = await api('POST /notifications/{notification}/test', { path: { notification: await findSubscription(api, meant) } });
    invocation.print(delivery, () => deliveryTable([delivery], invocation));
    return delivery.state === 'delivered' ? undefined : EXIT.negative;
  });

  const deliveries = leaf(group, 'deliveries <subscription>', 'list what it was told in the last 30 days, newest first', [
    'Incidents --limit 50',
  ])
    .option('--limit <n>', 'how many, 1 to 100', integer(1, 100))
    .addHelpText('after', MEANT);
  act<{ readonly limit?: number }>(deliveries, context, async (invocation, [meant = ''], { limit = 20 }) => {
    const { api } = await invocation.connect();
    const path = { notification: await findSubscription(api, meant) };
    const answer = await api('GET /notifications/{notification}/deliveries', { path, query: { limit } });
    invocation.print(answer, () => (answer.deliveries.length === 0 ? 'nothing yet\n' : deliveryTable(answer.deliveries, invocation)));
    if (answer.nextCursor) invocation.note('there are more: --limit');
    return undefined;
  });

  const resend = leaf(group, 'resend <subscription> <delivery>', 'send a notification again, by the same id', [
    'Incidents 01JDQ7XW5T6V8N2M4K3H9G1F0E',
  ]).addHelpText('after', MEANT);
  act(resend, context, async (invocation, [meant = '', delivery = '']) => {
    const { api } = await invocation.connect();
    const path = { notification: await findSubscription(api, meant), delivery };
    const sent = await api('POST /notifications/{notification}/deliveries/{delivery}/resend', { path });
    invocation.print(sent, () => deliveryTable([sent], invocation));
    return undefined;
  });
};

/** @throws CommandError unless there is exactly one place */
const placeOf = ({ webhook, slack, email }: AddOptions): object => {
  const places = [
    ...(webhook === undefined ? [] : [{ channel: 'webhook', url: webhook }]),
    ...(slack === undefined ? [] : [{ channel: 'slack', url: slack }]),
    ...(email === undefined ? [] : [{ channel: 'email', email }]),
  ];
  const [place] = places;
  if (!place || places.length > 1) throw usageError('where to send it is not clear', 'give one of --webhook, --slack and --email');
  return place;
};

/** @throws CommandError where no subscription is called so, or several */
const findSubscription = async (api: Client, meant: string): Promise<string> => {
  const { subscriptions } = await api('GET /notifications');
  const found = subscriptions.filter(({ id, name }) => id === meant.toUpperCase() || name === meant);
  const [one] = found;
  if (one && found.length === 1) return one.id;
  const fix = 'list them: tenantry notifications list';
  throw new CommandError(EXIT.notFound, one ? `${found.length} are called ${meant}: name it by its id` : `there is no ${meant}`, fix);
};

const savedText = ({ subscription, secret }: { readonly subscription: Subscription; readonly secret?: string | undefined }): string =>
  fields([
    ['id', subscription.id],
    ['name', subscription.name],
    ['to', `${subscription.channel} ${subscription.target}`],
    ['events', subscription.types.join(', ')],
    ['tenant', subscription.tenantId ?? 'all'],
    ['state', stateText(subscription)],
    ['secret', secret],
  ]);

const STATES: Readonly<Record<Subscription['state'], string>> = {
  active: 'active',
  unconfirmed: 'waiting for confirmation',
  ended: 'ended: its tenant is off-boarded',
};
const stateText = ({ state, parked }: Subscription): string => `${STATES[state]}${parked > 0 ? `, ${parked} parked` : ''}`;

const subscriptionTable = (subscriptions: readonly Subscription[], { styles, width }: Invocation): string =>
  table(
    ['ID', 'NAME', 'TO', 'STATE', 'TENANT', 'EVENTS'].map(styles.dim),
    subscriptions.map((one) => [
      one.id,
      one.name,
      `${one.channel} ${one.target}`,
      stateText(one),
      one.tenantId ?? 'all',
      one.types.join(', '),
    ]),
    width,
  );

const deliveryTable = (deliveries: readonly Delivery[], { styles, width }: Invocation): string =>
  table(
    ['DELIVERY', 'EVENT', 'STATE', 'ATTEMPTS', 'NEXT', 'LAST'].map(styles.dim),
    deliveries.map(({ id, type, state, attempts, nextAt = '', last }) => [
      id,
      type,
      state,
      String(attempts),
      nextAt,
      last?.problem ?? (last?.status === undefined ? '' : String(last.status)),
    ]),
    width,
  );
