import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  type DkimAttributes,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  type SESv2Client,
  type Tag,
} from '@aws-sdk/client-sesv2';
import { TENANT_TAG, tenantTags } from '@tenantry/shared/domain/names';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { Scope } from '../scope.ts';

interface DkimRecord {
  readonly name: string;
  readonly type: 'CNAME';
  readonly value: string;
}

const isOurs = (tags: readonly Tag[] | undefined, tenantId: string): boolean =>
  tags?.some((tag) => tag.Key === TENANT_TAG && tag.Value === tenantId) === true;

/** The zone of the values differs by region, so SES says it (CreateEmailIdentity API reference, DkimAttributes). */
const dkimRecords = (domain: string, { Tokens = [], SigningHostedZone }: DkimAttributes = {}): DkimRecord[] => {
  if (Tokens.length === 0 || !SigningHostedZone) throw new Error(`SES gave no DKIM tokens for ${domain}`);
  return Tokens.map((token) => ({ name: `${token}._domainkey.${domain}`, type: 'CNAME', value: `${token}.${SigningHostedZone}` }));
};

const find = async (ses: SESv2Client, domain: string): Promise<GetEmailIdentityCommandOutput | undefined> => {
  try {
    return await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
  } catch (error) {
    if (isCode(error, 'NotFoundException')) return undefined;
    throw error;
  }
};

/** Nothing when it is there already. Identities belong to one account and region, so that one is in the tenant's own account. */
const create = async (ses: SESv2Client, domain: string, Tags: Tag[]): Promise<DkimAttributes | undefined> => {
  try {
    return (await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: domain, Tags }))).DkimAttributes;
  } catch (error) {
    if (isCode(error, 'AlreadyExistsException')) return undefined;
    throw error;
  }
};

/** Nobody waits for its verification, which may take SES 72 hours: no mail that matters depends on it. */
export const mailIdentity = step(
  'mailIdentity',
  {
    ensure: async (
      { ses, tenantId, deployment }: Scope,
      { domain }: { domain: string },
      saved: { readonly mailIdentity?: string },
    ): Promise<{ mailIdentity: string; dkimRecords: DkimRecord[] }> => {
      const known = saved.mailIdentity ? await find(ses, domain) : undefined;
      const created = known ? undefined : await create(ses, domain, tenantTags(deployment, tenantId));
      if (created) return { mailIdentity: domain, dkimRecords: dkimRecords(domain, created) };
      const found = known ?? (await find(ses, domain));
      if (!isOurs(found?.Tags, tenantId)) {
        throw new StalledError(`the tenant's account has a mail identity ${domain} without this tenant's tag`, {
          code: 'ForeignMailIdentity',
          advice:
            "Find out who created it in the tenant's account, and remove it there or tag it as the tenant's, then retry the stage; nothing of it was touched (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
        });
      }
      return { mailIdentity: domain, dkimRecords: dkimRecords(domain, found?.DkimAttributes) };
    },
    remove: async ({ ses, tenantId, domain }: Scope) => {
      const found = await find(ses, domain);
      if (!isOurs(found?.Tags, tenantId)) return;
      try {
        await ses.send(new DeleteEmailIdentityCommand({ EmailIdentity: domain }));
      } catch (error) {
        if (!isCode(error, 'NotFoundException')) throw error;
      }
    },
  },
  {
    creates: [{ type: 'AWS::SES::EmailIdentity', id: 'mailIdentity' }],
  },
);
