import type { EmulatorClient } from '../emulator.ts';
import { secretValues } from '../rules/cognito-secrets.ts';
import type { GatewayContext } from '../types.ts';

/** An app client as DescribeUserPoolClient answers it, as far as a sign-in depends on it. */
export interface AppClient {
  readonly ClientId: string;
  readonly ClientSecret?: string;
  readonly CallbackURLs?: readonly string[];
  readonly LogoutURLs?: readonly string[];
  readonly AllowedOAuthFlows?: readonly string[];
  readonly AllowedOAuthFlowsUserPoolClient?: boolean;
  readonly AllowedOAuthScopes?: readonly string[];
  readonly ExplicitAuthFlows?: readonly string[];
  readonly SupportedIdentityProviders?: readonly string[];
  readonly EnableTokenRevocation?: boolean;
  /** `LEGACY` where a client does not say (CreateUserPoolClient API reference). */
  readonly PreventUserExistenceErrors?: 'ENABLED' | 'LEGACY';
  /** Minutes that a person has from one page to the next. */
  readonly AuthSessionValidity?: number;
}

/** What a page of a pool's domain asks the pool. Sign-ins carry no AWS credentials: no rule, no IAM. */
export interface SignInPool {
  readonly poolId: string;
  readonly name: string;
  readonly demandsFactor: boolean;
  readonly offersFactor: boolean;
  readonly client: (clientId: string) => Promise<AppClient | undefined>;
  /** What the client shows itself by; none of a client without a secret. */
  readonly secrets: (client: AppClient) => readonly string[];
  /** Whether managed login shows the client's pages: version 1 always, version 2 with a branding. */
  readonly hasPages: (clientId: string) => Promise<boolean>;
  /** One step of a sign-in, in the emulator (emulator/managed_login.py). */
  readonly work: <T extends object>(work: string, input: object) => Promise<T>;
  /** An operation of Cognito's API. Answers the error's message where it is refused. */
  readonly call: (operation: string, input: object) => Promise<{ readonly refused?: string; readonly output: Record<string, unknown> }>;
}

interface Owner {
  readonly accountId: string;
  readonly region: string;
  readonly poolId: string;
}

/** The pool that has a domain; undefined where no pool has it. */
export const poolOfDomain = async (domain: string, emulator: EmulatorClient, context: GatewayContext): Promise<SignInPool | undefined> => {
  const owner = (await emulator.internal('domain', { domain })).output as Partial<Owner>;
  const { accountId, region, poolId } = owner;
  if (!accountId || !region || !poolId) return undefined;
  const call: SignInPool['call'] = async (operation, input) => {
    const { status, output } = await context.emulator({ accountId, region, service: 'cognito-idp', operation, input: { ...input } });
    return status < 400 ? { output } : { output, refused: String(output.message ?? output.__type ?? status) };
  };
  const named = { UserPoolId: poolId };
  const [{ output: described }, { output: domains }] = await Promise.all([
    call('DescribeUserPool', named),
    call('DescribeUserPoolDomain', { Domain: domain }),
  ]);
  const { Name = '', MfaConfiguration = 'OFF' } = described.UserPool as { Name?: string; MfaConfiguration?: string };
  const version = (domains.DomainDescription as { ManagedLoginVersion?: number } | undefined)?.ManagedLoginVersion ?? 1;
  return {
    poolId,
    name: Name,
    demandsFactor: MfaConfiguration === 'ON',
    offersFactor: MfaConfiguration !== 'OFF',
    client: async (ClientId) => {
      const { refused, output } = await call('DescribeUserPoolClient', { ...named, ClientId });
      return refused === undefined ? (output.UserPoolClient as AppClient) : undefined;
    },
    secrets: (client) => secretValues(context, client),
    hasPages: async (ClientId) =>
      version === 1 || (await call('DescribeManagedLoginBrandingByClient', { ...named, ClientId })).refused === undefined,
    work: async <T extends object>(work: string, input: object): Promise<T> => {
      const { status, output } = await emulator.internal('sign-in', { ...owner, ...input, work });
      if (status !== 200) throw new Error(`sign-in ${work}: ${String(output.message)}`);
      return output as T;
    },
    call,
  };
};
