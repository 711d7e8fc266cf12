import { issuerHost, issuersOf } from '@tenantry/shared/deployment/machine-config';
import type { Place } from './place.ts';
import { missing, ok, type Question, unknown } from './precondition.ts';

/** Those who sign tokens for machines: API Gateway asks each when service admin is deployed, and refuses one that does not answer. */
export const issuerQuestions = (place: Place): readonly Question[] =>
  issuersOf(place.config.machines).map((issuer) => ({
    id: `issuer-${issuerHost(issuer)}`,
    name: `issuer ${issuer}`,
    fix: 'Correct machines of the configuration: an issuer is written as its tokens have it in iss, and publishes its keys.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html',
    ask: () => discovery(place, issuer),
  }));

interface Discovered {
  readonly issuer?: unknown;
  readonly jwks_uri?: unknown;
}

/** OpenID Connect Discovery 1.0, sections 4.2 and 4.3. */
const discovery = async ({ fetch: send }: Place, issuer: string) => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await send(url).catch((error: unknown) => error as Error);
  if (answer instanceof Error) return unknown(`${url} does not answer here: ${answer.message}`);
  const found = ((await answer.json().catch(() => ({}))) ?? {}) as Discovered;
  if (!answer.ok || typeof found.jwks_uri !== 'string') return missing(`${url} answers ${answer.status}, without keys`);
  return found.issuer === issuer ? ok(`publishes its keys at ${found.jwks_uri}`) : missing(`${url} is of ${String(found.issuer)}`);
};
