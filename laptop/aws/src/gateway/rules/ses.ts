import { reached, states } from '../../states.ts';
import type { AwsCall } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';
import { rewriteJson } from './json-answer.ts';
import { resolvesSince } from './route53/resolution.ts';

const HOSTED_ZONE = 'dkim.amazonses.com';

interface Identity {
  readonly tags: readonly unknown[];
  verifiedAt?: number;
}

const identities = (context: GatewayContext): Record<string, Identity> => context.state('ses.identities', () => ({}));

const nameOf = (call: AwsCall): string => {
  const body = call.params.body as Record<string, unknown> | undefined;
  return String(call.params.EmailIdentity ?? body?.EmailIdentity ?? '').toLowerCase();
};

const keyOf = (call: AwsCall): string => `${call.caller.accountId}/${call.region}/${nameOf(call)}`;

interface Place {
  readonly accountId: string;
  readonly region: string;
}

const look = (context: GatewayContext, { accountId, region }: Place, name: string) => {
  const rest = { method: 'GET', path: `/v2/email/identities/${encodeURIComponent(name)}` };
  return context.emulator({ accountId, region, service: 'ses', operation: 'GetEmailIdentity', input: {}, rest });
};

const exists = async (call: AwsCall, context: GatewayContext): Promise<boolean> =>
  (await look(context, { accountId: call.caller.accountId, region: call.region }, nameOf(call))).status < 300;

/** Verified a minute after all three DKIM records resolve. */
const isVerified = async (context: GatewayContext, identity: Identity, domain: string, tokens: readonly string[]): Promise<boolean> => {
  if (identity.verifiedAt !== undefined) return true;
  if (tokens.length === 0) return false;
  let since = 0;
  for (const token of tokens) {
    const resolves = await resolvesSince(context, `${token}._domainkey.${domain}`, `${token}.${HOSTED_ZONE}`);
    if (resolves === undefined) return false;
    since = Math.max(since, resolves);
  }
  if (!reached(context.clock, since, states.identityVerified)) return false;
  identity.verifiedAt = since;
  return true;
};

/** Whether SES lets an account send as a domain: the identity is there and verified. */
export const maySendAs = async (context: GatewayContext, place: Place, domain: string): Promise<boolean> => {
  const identity = identities(context)[`${place.accountId}/${place.region}/${domain}`];
  if (!identity) return false;
  const { DkimAttributes } = (await look(context, place, domain)).output as { DkimAttributes?: { Tokens?: string[] } };
  return isVerified(context, identity, domain, DkimAttributes?.Tokens ?? []);
};

const notFound = (name: string): AwsError => new AwsError('NotFoundException', `Email identity ${name} does not exist.`, 404);

export const sesRules: readonly Rule[] = [
  // First, since `after` runs the other way round: a creation is known by then.
  {
    name: 'identity-verification',
    source: 'https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html',
    service: 'ses',
    operations: ['CreateEmailIdentity', 'GetEmailIdentity'],
    after: async (call, result, context) => {
      const identity = identities(context)[keyOf(call)];
      if (!identity || result.status >= 300) return result;
      const { DkimAttributes } = JSON.parse(result.body.toString('utf8')) as { DkimAttributes?: { Tokens?: string[] } };
      const verified = await isVerified(context, identity, nameOf(call), DkimAttributes?.Tokens ?? []);
      return rewriteJson(result, (output) => ({
        ...output,
        VerifiedForSendingStatus: verified,
        DkimAttributes: {
          ...DkimAttributes,
          SigningEnabled: true,
          SigningHostedZone: HOSTED_ZONE,
          Status: verified ? 'SUCCESS' : 'PENDING',
        },
        ...(call.operation === 'GetEmailIdentity' ? { VerificationStatus: verified ? 'SUCCESS' : 'PENDING', Tags: identity.tags } : {}),
      }));
    },
  },
  {
    name: 'identity-exists',
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html',
    service: 'ses',
    operations: ['CreateEmailIdentity'],
    before: async (call, context) => {
      if (await exists(call, context)) throw new AwsError('AlreadyExistsException', `Email identity ${nameOf(call)} already exist.`);
      return undefined;
    },
    after: (call, result, context) => {
      if (result.status >= 300) return result;
      const { Tags } = (call.params.body ?? {}) as { Tags?: unknown[] };
      identities(context)[keyOf(call)] = { tags: Tags ?? [] };
      return result;
    },
  },
  {
    name: 'identity-missing',
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html',
    service: 'ses',
    operations: ['DeleteEmailIdentity'],
    before: async (call, context) => {
      if (!(await exists(call, context))) throw notFound(nameOf(call));
      return undefined;
    },
    after: (call, result, context) => {
      if (result.status < 300) delete identities(context)[keyOf(call)];
      return result;
    },
  },
];
