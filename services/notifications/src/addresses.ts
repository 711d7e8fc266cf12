import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { client } from '@tenantry/shared/aws/client';
import { ifFound } from '@tenantry/shared/aws/found';
import { addressParameter } from '@tenantry/shared/domain/notifications';
import { z } from 'zod';

/** What of a subscription is secret: where it leads, and by what a webhook is signed. An e-mail address is kept by SNS alone. */
const Address = z.object({
  url: z.string(),
  /** The newest first. */
  secrets: z.array(z.object({ secret: z.string(), until: z.iso.datetime().optional() })),
});
export type Address = z.infer<typeof Address>;

const nameOf = (id: string): string => addressParameter(process.env.STAGE ?? 'dev', id);

/** Undefined where there is none: of e-mail, and of a subscription that was removed. */
export const findAddress = async (id: string): Promise<Address | undefined> => {
  const get = new GetParameterCommand({ Name: nameOf(id), WithDecryption: true });
  const found = await ifFound(() => client(SSMClient).send(get), 'ParameterNotFound');
  return found?.Parameter?.Value === undefined ? undefined : Address.parse(JSON.parse(found.Parameter.Value));
};

export const keepAddress = async (id: string, address: Address): Promise<void> => {
  await client(SSMClient).send(
    new PutParameterCommand({ Name: nameOf(id), Type: 'SecureString', Value: JSON.stringify(address), Overwrite: true }),
  );
};

export const dropAddress = async (id: string): Promise<void> => {
  await ifFound(() => client(SSMClient).send(new DeleteParameterCommand({ Name: nameOf(id) })), 'ParameterNotFound');
};

/** The secrets that sign now, the newest first. */
export const secretsAt = ({ secrets }: Address, now: number): readonly string[] =>
  secrets.filter(({ until }) => until === undefined || Date.parse(until) > now).map(({ secret }) => secret);
