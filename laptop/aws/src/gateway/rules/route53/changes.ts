import { reached, states } from '../../../states.ts';
import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { elementsAt, type Fields, textAt } from '../xml-path.ts';
import { absolute, isWithin, writtenRecords } from './resolution.ts';

const SOURCE =
  'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html; https://github.com/kubernetes-sigs/external-dns/issues/2426 (an alias in the wrong zone)';

interface Change {
  readonly action: string;
  readonly name: string;
  readonly type: string;
  /** Of an alias. */
  readonly target?: { readonly zone: string; readonly name: string };
}

const zoneId = (call: AwsCall): string => String(call.params.HostedZoneId).replace(/^\/?hostedzone\//, '');

const changesOf = (call: AwsCall): Change[] =>
  elementsAt(call.params, 'body.ChangeResourceRecordSetsRequest.ChangeBatch.Changes.Change').map((change) => ({
    action: textAt(change, 'Action'),
    name: absolute(textAt(change, 'ResourceRecordSet.Name')),
    type: textAt(change, 'ResourceRecordSet.Type'),
    ...targetOf(textAt(change, 'ResourceRecordSet.AliasTarget.HostedZoneId'), textAt(change, 'ResourceRecordSet.AliasTarget.DNSName')),
  }));
const targetOf = (zone: string, name: string): Pick<Change, 'target'> => (zone === '' ? {} : { target: { zone, name: absolute(name) } });

/** The zone of every distribution's name, and of nothing else (Route 53 API reference, AliasTarget). */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';
const misses = ({ zone, name }: NonNullable<Change['target']>): boolean => (zone === CLOUDFRONT_ZONE) !== name.endsWith('.cloudfront.net.');

/** What a zone cannot be without, at its apex. */
const INDISPENSABLE: Readonly<Record<string, string>> = {
  SOA: 'A HostedZone must contain exactly one SOA record.',
  NS: 'A HostedZone must contain at least one NS record for the zone itself.',
};

const read = async (call: AwsCall, context: GatewayContext, path: string): Promise<Fields> => {
  const rest = { method: 'GET', path: `/2013-04-01/hostedzone/${zoneId(call)}${path}` };
  return (await context.emulator({ accountId: call.caller.accountId, service: 'route53', operation: 'Get', input: {}, rest })).output;
};

/** Types at a name before the batch, by name. */
const typesAt = async (call: AwsCall, context: GatewayContext, name: string): Promise<Set<string>> => {
  const path = `/rrset?name=${encodeURIComponent(name)}&maxitems=100`;
  const records = elementsAt(await read(call, context, path), 'ListResourceRecordSetsResponse.ResourceRecordSets.ResourceRecordSet');
  return new Set(records.filter((record) => absolute(textAt(record, 'Name')) === name).map((record) => textAt(record, 'Type')));
};

/** What a change is refused for, in AWS's words. @param present types at its name before it */
const refusalsOf = ({ action, name, type, target }: Change, present: ReadonlySet<string>, zone: string): string[] => {
  const isApex = name === absolute(zone);
  if (action === 'DELETE') return isApex && INDISPENSABLE[type] ? [INDISPENSABLE[type]] : [];
  const messages: string[] = [];
  if (target && misses(target)) {
    messages.push(
      `Tried to create an alias that targets ${target.name}, type ${type} in zone ${target.zone}, but the alias target name does not lie within the target zone`,
    );
  }
  if (type === 'CNAME' && isApex) messages.push(`RRSet of type CNAME with DNS name ${name} is not permitted at apex in zone ${zone}`);
  const other = [...present].find((one) => one !== type && (one === 'CNAME' || type === 'CNAME'));
  if (other) {
    messages.push(
      `RRSet of type ${type} with DNS name ${name} is not permitted because a conflicting RRSet of type ${other} with the same DNS name already exists in zone ${zone}`,
    );
  }
  if (action === 'CREATE' && present.has(type)) {
    messages.push(`Tried to create resource record set [name='${name}', type='${type}'] but it already exists`);
  }
  return messages;
};

/** The refusals of a batch, in AWS's words; all or nothing. */
const refusals = async (call: AwsCall, context: GatewayContext, zone: string): Promise<string[]> => {
  const messages: string[] = [];
  const types = new Map<string, Set<string>>();
  for (const change of changesOf(call)) {
    const { action, name, type } = change;
    if (!isWithin(name, zone)) {
      messages.push(`RRSet with DNS name ${name} is not permitted in zone ${zone}`);
      continue;
    }
    const present = types.get(name) ?? (await typesAt(call, context, name));
    types.set(name, present);
    messages.push(...refusalsOf(change, present, zone));
    if (action === 'DELETE') present.delete(type);
    else present.add(type);
  }
  return messages;
};

/** Zones with a change on its way through this process. */
const busy = new Set<string>();

const changesSubmitted = (context: GatewayContext): Record<string, number> => context.state('route53.changes', () => ({}));

const withStatus = (body: Buffer, status: string): Buffer =>
  Buffer.from(body.toString('utf8').replace(/<Status>(?:PENDING|INSYNC)<\/Status>/, `<Status>${status}</Status>`));

const changeId = (body: Buffer): string => /<Id>\/change\/([^<]+)<\/Id>/.exec(body.toString('utf8'))?.[1] ?? '';

export const route53Rules: readonly Rule[] = [
  {
    name: 'record-batch',
    source: SOURCE,
    service: 'route53',
    operations: ['ChangeResourceRecordSets'],
    before: async (call, context) => {
      const id = zoneId(call);
      if (busy.has(id)) {
        throw new AwsError('PriorRequestNotComplete', 'The request was rejected because Route 53 was still processing a prior request.');
      }
      busy.add(id);
      try {
        const zone = textAt(await read(call, context, ''), 'GetHostedZoneResponse.HostedZone.Name');
        const messages = zone === '' ? [] : await refusals(call, context, zone);
        if (messages.length > 0) throw new AwsError('InvalidChangeBatch', `[${messages.join(', ')}]`);
        return await context.forward(call);
      } finally {
        busy.delete(id);
      }
    },
    after: (call, result, context) => {
      if (result.status >= 300) return result;
      const now = context.clock.now();
      for (const { action, name, type } of changesOf(call)) {
        if (action === 'DELETE') delete writtenRecords(context)[`${name} ${type}`];
        else writtenRecords(context)[`${name} ${type}`] = now;
      }
      changesSubmitted(context)[changeId(result.body)] = now;
      return result;
    },
  },
  {
    name: 'record-in-sync',
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html',
    service: 'route53',
    operations: ['GetChange'],
    after: (_call, result, context) => {
      const submittedAt = changesSubmitted(context)[changeId(result.body)];
      if (submittedAt === undefined || result.status >= 300) return result;
      return { ...result, body: withStatus(result.body, reached(context.clock, submittedAt, states.recordInSync) ? 'INSYNC' : 'PENDING') };
    },
  },
];
