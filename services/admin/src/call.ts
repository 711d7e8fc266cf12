import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { Caller } from './access.ts';
import { fieldsProblem, Problem } from './problem.ts';

export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
/** A call to the API, after its caller has been let in. */
export interface ApiCall {
  readonly event: ApiEvent;
  readonly caller: Caller;
}

/** Bytes: a tenant's variables and a little more. */
const MAX_BODY = 16_384;
/** The IETF draft "The Idempotency-Key HTTP Header Field" leaves the length to the server. */
const MAX_KEY = 128;

/** @throws Problem 413 or 400 */
export const bodyOf = ({ body = '', isBase64Encoded }: ApiEvent): unknown => {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  if (Buffer.byteLength(text) > MAX_BODY) throw new Problem(413, 'body-too-large', `The body has more than ${MAX_BODY} bytes.`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem(400, 'body-not-json', 'The body is not JSON: send a JSON object.', {
      cause,
      fields: [{ field: '/', problem: 'not JSON', fix: 'Send a JSON object with content-type application/json.' }],
    });
  }
};

/** @throws Problem 400 when the header is missing or too long */
export const idempotencyKeyOf = ({ headers }: ApiEvent): string => {
  const key = headers['idempotency-key']?.trim();
  const field = 'header Idempotency-Key';
  const fix = 'Send a new random value, e.g. a UUID, with every new request, and the same one when you repeat it.';
  if (!key) throw fieldsProblem(400, 'idempotency-key-missing', [{ field, problem: 'missing', fix }]);
  if (key.length > MAX_KEY) {
    throw fieldsProblem(400, 'idempotency-key-too-long', [{ field, problem: `more than ${MAX_KEY} characters`, fix }]);
  }
  return key;
};

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
/** The tenant's id in the path. Throws Problem 404 for what can be none. */
export const tenantIdOf = ({ pathParameters }: ApiEvent): string => {
  const id = pathParameters?.id?.toUpperCase() ?? '';
  if (!ULID.test(id)) throw noTenant(id);
  return id;
};
export const noTenant = (id: string): Problem => new Problem(404, 'no-such-tenant', `There is no tenant ${id}.`);
