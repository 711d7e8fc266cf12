import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, test } from '@jest/globals';
import { letterOf } from './letter.ts';

const message = (
  attributes: Readonly<Record<string, string>>,
  body: unknown = { 'detail-type': 'AccountReady', detail: { tenantId: 'T', eventId: 'e' } },
): Message => ({
  MessageId: 'm',
  Body: typeof body === 'string' ? body : JSON.stringify(body),
  Attributes: { SentTimestamp: '1795500000000', ApproximateReceiveCount: '3' },
  MessageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  ),
});
const stalled = {
  kind: 'stalled',
  step: 'natGateway',
  call: 'EC2 CreateNatGateway',
  code: 'NatGatewayLimitExceeded',
  message: 'no',
  advice: 'do',
};

describe('a dead letter says why it is one', () => {
  test.each([
    [
      'a stage that gave up',
      stalled,
      { kind: 'stalled', step: 'natGateway', call: 'EC2 CreateNatGateway', code: 'NatGatewayLimitExceeded' },
    ],
    ['an event that no schema fits', { code: 'MalformedEvent', message: 'slug: no' }, { kind: 'malformed', message: 'slug: no' }],
    [
      'an event that EventBridge could not hand over',
      { RULE_ARN: 'r', ERROR_CODE: 'NO_PERMISSIONS' },
      { kind: 'undelivered', code: 'NO_PERMISSIONS' },
    ],
    ['a message that was received too often', {}, { kind: 'exhausted', code: 'ReceivedTooOften' }],
  ])('%s', (_what, attributes, expected) => {
    expect(letterOf('network', message(attributes))).toMatchObject({
      ...expected,
      tenantId: 'T',
      event: 'AccountReady',
      eventId: 'e',
      receives: 3,
    });
  });

  test('also when its body is no JSON, or no event', () => {
    expect(letterOf('network', message({}, 'no JSON'))).toMatchObject({ body: 'no JSON' });
    expect(letterOf('network', message({}, []))).not.toHaveProperty('tenantId');
  });
});
