import {
  type CloudFrontClient,
  DeleteDistributionCommand,
  GetDistributionCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { expect, test } from '@jest/globals';
import { StalledError, Wait } from '../failure/errors.ts';
import { removeDistribution } from './remove-distribution.ts';

const DistributionConfig = {
  CallerReference: 'T',
  Comment: '',
  Enabled: true,
  Aliases: { Quantity: 1, Items: ['t.example'] },
  Origins: { Quantity: 0, Items: [] },
  ViewerCertificate: { ACMCertificateArn: 'arn:c', SSLSupportMethod: 'sni-only' },
};

/** CloudFront with one distribution, which takes no update that `refusal` has an error for. */
const cloudFront = (refusal: (update: UpdateDistributionCommand['input']) => string | undefined) => {
  const updates: UpdateDistributionCommand['input'][] = [];
  const send = async (command: object) => {
    if (command instanceof GetDistributionCommand) return { ETag: 'e', Distribution: { Status: 'Deployed', DistributionConfig } };
    if (!(command instanceof UpdateDistributionCommand)) throw new Error(`unexpected ${command.constructor.name}`);
    const name = refusal(command.input);
    if (name) throw Object.assign(new Error('refused'), { name });
    updates.push(command.input);
    return {};
  };
  return { client: { send } as unknown as CloudFrontClient, updates };
};

test('what CloudFront takes is disabled as it is', async () => {
  const { client, updates } = cloudFront(() => undefined);
  await expect(removeDistribution(client, 'E1')).rejects.toThrow(Wait);
  expect(updates).toEqual([{ Id: 'E1', IfMatch: 'e', DistributionConfig: { ...DistributionConfig, Enabled: false } }]);
});

test('a certificate that CloudFront takes no more keeps no distribution alive: it is disabled without its name', async () => {
  const { client, updates } = cloudFront((update) =>
    update.DistributionConfig?.ViewerCertificate?.ACMCertificateArn ? 'InvalidViewerCertificate' : undefined,
  );
  await expect(removeDistribution(client, 'E1')).rejects.toThrow(Wait);
  expect(updates).toHaveLength(1);
  expect(updates[0]?.DistributionConfig).toMatchObject({
    Enabled: false,
    Aliases: { Quantity: 0 },
    ViewerCertificate: { CloudFrontDefaultCertificate: true },
  });
});

test('any other refusal is passed on, and asks for nothing else', async () => {
  const { client, updates } = cloudFront(() => 'PreconditionFailed');
  await expect(removeDistribution(client, 'E1')).rejects.toThrow('refused');
  expect(updates).toEqual([]);
});

test.each([
  ["You can't delete this distribution while it's subscribed to a pricing plan.", StalledError],
  ['The precondition in one or more of the request fields evaluated to false.', Error],
])('a failed precondition: %s', async (message, kind) => {
  const send = async (command: object) => {
    if (command instanceof GetDistributionCommand) {
      return { ETag: 'e', Distribution: { Status: 'Deployed', DistributionConfig: { ...DistributionConfig, Enabled: false } } };
    }
    expect(command).toBeInstanceOf(DeleteDistributionCommand);
    throw Object.assign(new Error(message), { name: 'PreconditionFailed' });
  };
  const error: unknown = await removeDistribution({ send } as unknown as CloudFrontClient, 'E1').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(kind);
  expect(error instanceof StalledError).toBe(kind === StalledError);
});
