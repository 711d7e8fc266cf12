import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import {
  CreateEmailIdentityCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  PutAccountDetailsCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import type { Scope } from '../scope.ts';

/** A domain whose mail SES signs in the tenant's account, with its DKIM records in a public zone of its own. */
export const mailDomain = async ({ tenant, config }: Scope): Promise<string> => {
  const domain = `mail-${ulid().toLowerCase()}.example`;
  const { DkimAttributes } = await tenant(SESv2Client).send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  const { Tokens = [], SigningHostedZone } = DkimAttributes ?? {};
  const route53 = new Route53Client(rootOf(config.accounts.production));
  const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: domain, CallerReference: ulid() }));
  const Changes = Tokens.map((token) => ({
    Action: 'CREATE' as const,
    ResourceRecordSet: {
      Name: `${token}._domainkey.${domain}`,
      Type: 'CNAME' as const,
      TTL: 60,
      ResourceRecords: [{ Value: `${token}.${SigningHostedZone}` }],
    },
  }));
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: HostedZone?.Id, ChangeBatch: { Changes } }));
  await eventually(`${domain} to be verified`, async () => {
    const { VerifiedForSendingStatus } = await tenant(SESv2Client).send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
    return VerifiedForSendingStatus === true || undefined;
  });
  return domain;
};

/** Asks SES to let the account out of its sandbox, as a person does, and waits until it has. */
export const askProductionAccess = async ({ tenant }: Pick<Scope, 'tenant'>): Promise<void> => {
  const details = { MailType: 'TRANSACTIONAL' as const, WebsiteURL: 'https://anna.example', ProductionAccessEnabled: true };
  await tenant(SESv2Client).send(new PutAccountDetailsCommand(details));
  await eventually('production access', async () => {
    const { ProductionAccessEnabled } = await tenant(SESv2Client).send(new GetAccountCommand({}));
    return ProductionAccessEnabled === true || undefined;
  });
};
