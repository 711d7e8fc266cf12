import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { client } from '@tenantry/shared/aws/client';
import { ifFound } from '@tenantry/shared/aws/found';
import { isFromDistribution, ORIGIN_HEADER, originHashes } from '@tenantry/shared/aws/origin-secret';
import { consoleOriginSecret } from '@tenantry/shared/domain/names';
import { Problem } from '../../problem/problem.ts';
import type { ApiEvent } from './call.ts';

/** For so long a value that is not known is not looked for again; the command that changes it waits longer before CloudFront is told. */
const LOOK_AGAIN_MS = 5_000;
const { STAGE = 'dev' } = process.env;

/** The value in use and the one before: while CloudFront changes from one to the other, edge locations send either. */
const readValues = async (): Promise<readonly string[]> => {
  const read = async (VersionStage: string): Promise<string | undefined> => {
    const get = new GetSecretValueCommand({ SecretId: consoleOriginSecret(process.env.STAGE ?? STAGE), VersionStage });
    return (await ifFound(() => client(SecretsManagerClient).send(get), 'ResourceNotFoundException'))?.SecretString;
  };
  const found = await Promise.all(['AWSCURRENT', 'AWSPREVIOUS'].map(read));
  return found.filter((value) => value !== undefined && value !== '') as readonly string[];
};

/**
 * Tells whether a value of the origin's header is the distribution's. Values are read once, and again for one that is not among them.
 * @param read the values that count
 * @param now epoch milliseconds
 */
export const originCheck = (
  read: () => Promise<readonly string[]>,
  now: () => number,
): ((sent: string | undefined) => Promise<boolean>) => {
  let known: { readonly at: number; readonly hashes: string } | undefined;
  const look = async (): Promise<string> => {
    known = { at: now(), hashes: originHashes(await read()) };
    return known.hashes;
  };
  return async (sent) => {
    if (isFromDistribution(sent, known?.hashes ?? (await look()))) return true;
    if (known && now() - known.at < LOOK_AGAIN_MS) return false;
    return isFromDistribution(sent, await look());
  };
};
const isDistributions = originCheck(readValues, Date.now);

/**
 * Lets in what came through the console's distribution, and so through its web ACL. What no API Gateway has brought, a person or a test
 * has who may invoke the function: such an event names no domain.
 * @throws Problem 403
 */
export const requireDistribution = async ({ headers, requestContext }: ApiEvent): Promise<void> => {
  if (requestContext.domainName === undefined) return;
  if (await isDistributions(headers[ORIGIN_HEADER])) return;
  throw new Problem(403, 'not-this-way', "Ask the API at the console's domain, below /api: it answers nowhere else.");
};
