import { mailFunctionName } from '@tenantry/shared/domain/mail';
import { functionAlarm } from '@tenantry/shared/infra/alarm';

/**
 * The function that looks at tenants' people and mail. Its role is the stage's, the only one that a tenant's account lets in for this. The
 * admin service alone invokes it, besides its schedule.
 */
export const mailFunction = (deployment: string) => ({
  name: mailFunctionName(deployment),
  handler: 'src/mail/handler.main',
  // A round of 10,000 tenants, ten at a time; a person who asks waits a second.
  timeout: 900,
  events: [{ schedule: { rate: ['rate(1 hour)'] } }],
});

export const mailResources = (deployment: string) => ({
  MailAlarm: functionAlarm(
    deployment,
    mailFunctionName(deployment),
    "Nobody looks whether tenants' mail may leave from their own domains, or what came back. The log of the function says of which tenants. docs/runbook.md#mail-does-not-arrive",
  ),
});
