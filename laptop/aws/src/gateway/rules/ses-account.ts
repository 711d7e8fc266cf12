import { reached, states } from '../../states.ts';
import type { AwsCall, AwsResult } from '../call.ts';
import { inScope, required, scopedKey, scopeOf } from '../emulated/request.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';
import { rewriteJson } from './json-answer.ts';

/** What an account's SES is in one region. */
interface SesAccount {
  /** Milliseconds at which production access was asked for. */
  askedAt?: number;
  isPaused?: boolean;
}
interface Suppressed {
  readonly EmailAddress: string;
  readonly Reason: string;
  /** Epoch seconds. */
  readonly LastUpdateTime: number;
}

const accountOf = (call: AwsCall, context: GatewayContext): SesAccount => {
  const accounts = context.state<Record<string, SesAccount>>('ses.accounts', () => ({}));
  const key = scopedKey(scopeOf(call), 'account');
  accounts[key] ??= {};
  return accounts[key];
};
const suppressedIn = (context: GatewayContext): Record<string, Suppressed> => context.state('ses.suppressed', () => ({}));

const answer = (output: object): AwsResult => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(output)),
});
const textOf = (call: AwsCall, name: string): string => required(call.input?.[name] as string | undefined, name, 'BadRequestException');
const addressKey = (call: AwsCall): string => scopedKey(scopeOf(call), textOf(call, 'EmailAddress').toLowerCase());
/** Epoch seconds of a time in a query string. */
const secondsOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  if (value instanceof Date) return value.getTime() / 1000;
  return typeof value === 'string' ? Date.parse(value) / 1000 : undefined;
};

const listed = (call: AwsCall, context: GatewayContext): AwsResult => {
  const { Reasons, StartDate, EndDate } = call.input ?? {};
  const reasons = Array.isArray(Reasons) && Reasons.length > 0 ? Reasons : undefined;
  const [from = 0, until = Number.POSITIVE_INFINITY] = [secondsOf(StartDate), secondsOf(EndDate)];
  const SuppressedDestinationSummaries = inScope(suppressedIn(context), scopeOf(call)).filter(
    ({ Reason, LastUpdateTime }) => (reasons?.includes(Reason) ?? true) && LastUpdateTime >= from && LastUpdateTime < until,
  );
  return answer({ SuppressedDestinationSummaries });
};

/** The sandbox that every account begins in, and the list of addresses that SES does not write to any more. */
export const sesAccountRules: readonly Rule[] = [
  {
    name: 'sandbox',
    source: 'https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html',
    service: 'ses',
    operations: ['GetAccount', 'PutAccountDetails'],
    after: (call, result, context) => {
      const account = accountOf(call, context);
      if (call.operation === 'PutAccountDetails') {
        if (result.status < 300 && call.input?.ProductionAccessEnabled === true) account.askedAt ??= context.clock.now();
        return result;
      }
      const { askedAt, isPaused = false } = account;
      const isGranted = askedAt !== undefined && reached(context.clock, askedAt, states.productionAccess);
      return rewriteJson(result, (output) => ({
        ...output,
        ProductionAccessEnabled: isGranted,
        SendingEnabled: !isPaused,
        SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
        ...(isGranted ? {} : { SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 } }),
      }));
    },
  },
  {
    name: 'sending-is-paused',
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutAccountSendingAttributes.html',
    service: 'ses',
    operations: ['PutAccountSendingAttributes'],
    before: (call, context) => {
      accountOf(call, context).isPaused = call.input?.SendingEnabled !== true;
      return answer({});
    },
  },
  {
    name: 'suppression-list',
    source: 'https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html',
    service: 'ses',
    operations: ['PutSuppressedDestination', 'DeleteSuppressedDestination', 'ListSuppressedDestinations'],
    before: (call, context) => {
      if (call.operation === 'ListSuppressedDestinations') return listed(call, context);
      const suppressed = suppressedIn(context);
      const key = addressKey(call);
      if (call.operation === 'DeleteSuppressedDestination') {
        if (!suppressed[key]) throw new AwsError('NotFoundException', 'Email address does not exist on your suppression list.', 404);
        delete suppressed[key];
        return answer({});
      }
      const LastUpdateTime = context.clock.now() / 1000;
      suppressed[key] = { EmailAddress: textOf(call, 'EmailAddress'), Reason: textOf(call, 'Reason'), LastUpdateTime };
      return answer({});
    },
  },
];
