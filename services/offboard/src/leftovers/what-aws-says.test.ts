import { ACMClient, KeyAlgorithm, type ListCertificatesCommandInput } from '@aws-sdk/client-acm';
import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from '@jest/globals';
import type { Clients } from '@tenantry/shared/aws/clients';
import { zoneWith } from '../testing/place.ts';
import { certificates } from './certificates.ts';
import type { AccountInRegion, Lister } from './leftover.ts';
import { assignments } from './owner.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { stacks } from './stacks.ts';
import { tagged } from './tagged.ts';
import { vpcs } from './vpcs.ts';

const accountId = '123456789012';

/** A place whose client answers every call with this error. */
const refusing = (
  client: CloudFormationClient | EC2Client | SSOAdminClient,
  name: string,
  more: Partial<AccountInRegion> = {},
): AccountInRegion => {
  const send = async (): Promise<never> => {
    throw Object.assign(new Error(name), { name });
  };
  const clients = (() => Object.assign(client, { send })) as unknown as Clients;
  const subject = { tenantId: '01TENANT000000000000000000', tenantAccountId: accountId, zone: zoneWith('dev') };
  return { ...subject, accountId, region: 'us-east-1', client: clients, ...more };
};
const removed = (lister: Lister, place: AccountInRegion, type = 'EC2 network interface', id = 'eni-1') =>
  removeLeftovers([{ lister, place, found: [{ accountId, region: 'us-east-1', type, id, isTenants: true }] }]);

describe('a network interface that Lambda left', () => {
  test.each(['InvalidParameterValue', 'InvalidNetworkInterface.InUse'])(
    'and has not detached yet (EC2 says %s) is held, and no error: it is tried again',
    async (code) => {
      const removal = await removed(vpcs, refusing(new EC2Client({ region: 'us-east-1' }), code));
      expect(removal).toMatchObject({ removed: [], held: 1, errors: [] });
      expect(removal.kept[0]?.why).toContain(`EC2 DeleteNetworkInterface: ${code}`);
    },
  );

  test('and is gone meanwhile is removed', async () => {
    const place = refusing(new EC2Client({ region: 'us-east-1' }), 'InvalidNetworkInterfaceID.NotFound');
    expect(await removed(vpcs, place)).toMatchObject({ removed: [expect.stringContaining('eni-1')], held: 0, errors: [] });
  });

  test('and may not be deleted is an error', async () => {
    const place = refusing(new EC2Client({ region: 'us-east-1' }), 'UnauthorizedOperation');
    expect((await removed(vpcs, place)).errors).toHaveLength(1);
  });
});

describe('a stack whose deletion was asked for before', () => {
  const StackName = 'tenantry-01tenant000000000000000000-api';
  /** The removal, and how it was asked for. */
  const again = async (StackStatus: string) => {
    const deletions: object[] = [];
    const place = refusing(new CloudFormationClient({ region: 'us-east-1' }), '');
    const send = async (command: object): Promise<object> => {
      if (!(command instanceof DeleteStackCommand))
        return {
          StackSummaries: [
            { StackName: 'another', StackStatus },
            { StackName, StackStatus },
          ],
        };
      deletions.push(command.input);
      return {};
    };
    const client = Object.assign(place.client(CloudFormationClient), { send });
    const removal = await removed(stacks, { ...place, client: (() => client) as unknown as Clients }, 'CloudFormation stack', StackName);
    return { ...removal, deletions };
  };

  test('and is under way is held, and not asked for again', async () => {
    expect(await again('DELETE_IN_PROGRESS')).toMatchObject({ removed: [], held: 1, errors: [], deletions: [] });
  });

  test('and failed goes without what it cannot delete: other listers find that', async () => {
    expect(await again('DELETE_FAILED')).toMatchObject({ held: 0, deletions: [{ StackName, DeletionMode: 'FORCE_DELETE_STACK' }] });
  });
});

describe('the index of tags', () => {
  const names = async (arns: readonly string[], zone = zoneWith('dev')) => {
    const send = async () => ({ ResourceTagMappingList: arns.map((ResourceARN) => ({ ResourceARN })) });
    const client = Object.assign(new ResourceGroupsTaggingAPIClient({ region: 'us-east-1' }), { send });
    const place = refusing(new EC2Client({ region: 'us-east-1' }), '', { client: (() => client) as unknown as Clients, zone });
    return (await tagged.list(place)).map(({ id }) => id);
  };
  const project = `arn:aws:codebuild:us-east-1:${accountId}:project/tenantry-01tenant000000000000000000-data`;
  const others = [`arn:aws:codebuild:us-east-1:${accountId}:project/by-hand`, `arn:aws:sqs:us-east-1:${accountId}:by-hand`];

  test('names projects for hours that are gone: of those, CodeBuild is asked itself', async () => {
    expect(await names([project, ...others], zoneWith('dev', { devops: accountId }))).toEqual(others);
  });

  test('is believed where nobody else asks', async () => {
    expect(await names([project, ...others])).toEqual([project, ...others]);
  });
});

test('certificates are found whatever their keys: by itself ACM lists those with short RSA keys', async () => {
  const send = async ({ input }: { readonly input: ListCertificatesCommandInput }) => {
    const { keyTypes = ['RSA_1024', 'RSA_2048'] } = input.Includes ?? {};
    return { CertificateSummaryList: keyTypes.map((CertificateArn) => ({ CertificateArn })) };
  };
  const client = Object.assign(new ACMClient({ region: 'us-east-1' }), { send });
  const place = refusing(new EC2Client({ region: 'us-east-1' }), '', { client: (() => client) as unknown as Clients });
  expect((await certificates.list(place)).map(({ id }) => id)).toEqual(Object.values(KeyAlgorithm));
});

describe('assignments of an account that Identity Center does not know', () => {
  const unknown = (more: Partial<AccountInRegion>) =>
    assignments.list(refusing(new SSOAdminClient({ region: 'us-east-1' }), 'ResourceNotFoundException', more));

  test('are none when it was closed: it is gone for good ninety days later', async () => {
    expect(await unknown({ isAccountClosed: true })).toEqual([]);
  });

  test('are an error when it is open', async () => {
    await expect(unknown({})).rejects.toThrow('ResourceNotFoundException');
  });
});
