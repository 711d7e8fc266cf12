import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  type DkimAttributes,
  GetEmailIdentityCommand,
  SESv2Client,
  type Tag,
} from '@aws-sdk/client-sesv2';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import type { Scope } from '../scope.ts';

interface Found {
  readonly domain: string;
  readonly Tags?: readonly Tag[] | undefined;
  readonly DkimAttributes?: DkimAttributes | undefined;
}
interface DkimRecord {
  readonly name: string;
  readonly type: 'CNAME';
  readonly value: string;
}

/** The zone of the values differs by region, so SES says it (CreateEmailIdentity API reference, DkimAttributes). */
const dkimRecords = (domain: string, { Tokens = [], SigningHostedZone }: DkimAttributes = {}): DkimRecord[] => {
  if (Tokens.length === 0 || !SigningHostedZone) throw new Error(`SES gave no DKIM tokens for ${domain}`);
  return Tokens.map((token) => ({ name: `${token}._domainkey.${domain}`, type: 'CNAME', value: `${token}.${SigningHostedZone}` }));
};

/** Nobody waits for its verification, which may take SES 72 hours: until then Cognito sends as itself (docs/adr/0047). */
export const mailIdentity = resource(
  'mailIdentity',
  {
    find: async ({ tenant }: Scope, { domain }: { domain?: string }): Promise<readonly Found[]> =>
      domain === undefined ? [] : [{ ...(await tenant(SESv2Client).send(new GetEmailIdentityCommand({ EmailIdentity: domain }))), domain }],
    isOurs: (scope, { Tags }) => hasTag(scope, Tags),
    create: async ({ tenant, deployment, tenantId }: Scope, { domain }: { domain: string }): Promise<Found> => {
      const create = new CreateEmailIdentityCommand({ EmailIdentity: domain, Tags: tenantTags(deployment, tenantId) });
      return { ...(await tenant(SESv2Client).send(create)), domain };
    },
    cannotDiffer: 'SES keeps the keys of its own DKIM, and nothing else is set',
    remove: ({ tenant }, { domain }) => tenant(SESv2Client).send(new DeleteEmailIdentityCommand({ EmailIdentity: domain })),
    gone: ['NotFoundException'],
    foreign: {
      code: 'ForeignMailIdentity',
      advice:
        "Find out who created it in the tenant's account, and remove it there or tag it as the tenant's, then retry the stage; nothing of it was touched (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
    },
    what: ({ domain }) => `the mail identity ${domain}`,
    out: (_scope, { domain, DkimAttributes }) => ({ mailIdentity: domain, dkimRecords: dkimRecords(domain, DkimAttributes) }),
  },
  { creates: [{ type: 'AWS::SES::EmailIdentity', id: 'mailIdentity' }] },
);
