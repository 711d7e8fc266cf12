import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { AwsCall } from '../call.ts';
import { AwsError, errorResult } from '../errors.ts';
import { credentialOf, parseCall } from '../parse.ts';
import type { GatewayContext } from '../types.ts';
import { callAs } from './role-call.ts';
import type { RoleSession } from './role-session.ts';

/** What AWS's build and pipeline services themselves do in S3, Parameter Store and Secrets Manager, as the role they were given. */
export interface RoleClient {
  readonly getObject: (bucket: string, key: string) => Promise<Uint8Array>;
  /** The newest version of an object, or the one that is named. */
  readonly getVersion: (bucket: string, key: string, versionId?: string) => Promise<ObjectVersion>;
  readonly putObject: (bucket: string, key: string, body: Uint8Array, encryptionKeyId?: string) => Promise<void>;
  /** A parameter's decrypted value. */
  readonly getParameter: (name: string) => Promise<string>;
  /** A secret's text; a `jsonKey` picks one member of a JSON secret. */
  readonly getSecret: (reference: SecretReference) => Promise<string>;
}

export interface ObjectVersion {
  readonly body: Uint8Array;
  readonly versionId: string;
  readonly etag: string;
}

interface SecretReference {
  readonly secretId: string;
  readonly jsonKey?: string;
  readonly versionStage?: string;
  readonly versionId?: string;
}

interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** JSON bodies come as bytes that pretend to be a string. */
const bodyOf = (body: SignedRequest['body']): Buffer =>
  ArrayBuffer.isView(body) ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : Buffer.from(body ?? '');

const queryString = (query: SignedRequest['query']): string => {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value ?? ''].flat().map((single) => `${encodeURIComponent(name)}=${encodeURIComponent(single)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

/** Sends the SDK's signed requests straight to the emulator: IAM is enforced, but a service's own housekeeping is not in the journal. */
const requestHandler = (context: GatewayContext, session: RoleSession, region: string) => ({
  metadata: { handlerProtocol: 'http/1.1' },
  handle: async (request: SignedRequest) => {
    const path = `${request.path}${queryString(request.query)}`;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
    const body = bodyOf(request.body);
    const signed = credentialOf(headers, new URLSearchParams());
    const call: AwsCall = {
      ...callAs(session, region, '', headers),
      ...parseCall(request.method, path, headers, body, signed?.service),
      method: request.method,
      path,
      body,
    };
    const refused = await context.authorizeInternal(call).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof AwsError) return errorResult(error, call);
        throw error;
      },
    );
    const result = refused ?? (await context.forward(call));
    return { response: { statusCode: result.status, headers: { ...result.headers }, body: Readable.from([result.body]) } };
  },
});

export const createRoleClient = (context: GatewayContext, session: RoleSession, region: string): RoleClient => {
  const shared = {
    region,
    endpoint: context.url,
    credentials: { ...session.credentials },
    requestHandler: requestHandler(context, session, region),
    maxAttempts: 1,
  };
  const s3 = new S3Client({
    ...shared,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const ssm = new SSMClient(shared);
  const secretsManager = new SecretsManagerClient(shared);
  return {
    getObject: async (Bucket, Key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      if (!Body) throw new Error(`s3://${Bucket}/${Key} has no body`);
      return Body.transformToByteArray();
    },
    getVersion: async (Bucket, Key, VersionId) => {
      const command = new GetObjectCommand({ Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) });
      const { Body, VersionId: versionId = 'null', ETag: etag = '' } = await s3.send(command);
      return { body: (await Body?.transformToByteArray()) ?? new Uint8Array(), versionId, etag: etag.replaceAll('"', '') };
    },
    putObject: async (Bucket, Key, Body, encryptionKeyId) => {
      const encryption = encryptionKeyId === undefined ? {} : { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: encryptionKeyId };
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ...encryption }));
    },
    getParameter: async (Name) => {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
      return Parameter?.Value ?? '';
    },
    getSecret: async ({ secretId, jsonKey, versionStage, versionId }) => {
      const { SecretString = '' } = await secretsManager.send(
        new GetSecretValueCommand({
          SecretId: secretId,
          ...(versionStage === undefined ? {} : { VersionStage: versionStage }),
          ...(versionId === undefined ? {} : { VersionId: versionId }),
        }),
      );
      if (jsonKey === undefined) return SecretString;
      const value: unknown = Reflect.get(JSON.parse(SecretString) as object, jsonKey);
      if (value === undefined) throw new Error(`Secret ${secretId} has no key ${jsonKey}`);
      return typeof value === 'string' ? value : JSON.stringify(value);
    },
  };
};
