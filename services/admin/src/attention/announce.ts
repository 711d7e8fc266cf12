import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { TenantAttentionCleared, TenantAttentionRaised } from '@tenantry/events-schema/attention';
import { alarmTopicName } from '@tenantry/events-schema/bus';
import { client } from '@tenantry/shared/aws/client';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Fact } from '../model/fact.ts';
import type { TenantHistory } from '../model/history.ts';
import { requestOf } from '../model/view.ts';
import { messageOf } from './message.ts';

/**
 * Tells the alarm topic what the bus says of a tenant's attention: one message when it begins, and one when it is over. An alarm of
 * CloudWatch speaks of a queue or a number; these name the tenant. Facts of another kind are passed over.
 */
export const announceAttention = async (history: TenantHistory, facts: readonly Fact[]): Promise<void> => {
  const said = facts.filter(({ name }) => name === TenantAttentionRaised.name || name === TenantAttentionCleared.name);
  if (said.length === 0) return;
  const { config, deployment } = await landingZone();
  const tenant = { tenantId: history.tenantId, slug: requestOf(history)?.slug ?? '' };
  const TopicArn = `arn:aws:sns:${config.region}:${config.accounts.superAdmin}:${alarmTopicName(deployment)}`;
  for (const message of said.flatMap((fact) => messageOf(fact, tenant, config, Date.now()) ?? [])) {
    const MessageAttributes = Object.fromEntries(
      Object.entries(message.attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    );
    await client(SNSClient).send(new PublishCommand({ TopicArn, Subject: message.subject, Message: message.text, MessageAttributes }));
  }
};
