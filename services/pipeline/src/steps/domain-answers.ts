import { createHash } from 'node:crypto';
import { failureOf, Wait } from '@tenantry/shared/failure/errors';
import type { Answer, Visit } from '@tenantry/shared/function/visit';
import { step } from '@tenantry/shared/saga/stage';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly url: string;
  readonly schemaName: string;
  readonly userPoolId: string;
}
const POLL_SECONDS = 10;
/** In the console's index.html: nobody else's page has it. */
const MARK = '<meta name="application-name" content="tenantry-hospital"';

const json = ({ status, body }: Answer): Readonly<Record<string, unknown>> => {
  try {
    return status === 200 ? (JSON.parse(body) as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
};

/** How the API names its tenant and schema to strangers (tenant-app/api/src/health.ts). */
export const instanceOf = (tenantId: string, schemaName: string): string =>
  createHash('sha256').update(`${tenantId}/${schemaName}`).digest('hex').slice(0, 32);

interface Check {
  readonly path: string;
  readonly holds: (answer: Answer) => boolean;
  readonly what: string;
}
/** What a visitor gets when this tenant's console and API answer, and not another's or a stand-in's. */
const checks = (tenantId: string, { schemaName, userPoolId }: Needs): readonly Check[] => [
  { path: '/', what: 'the console', holds: ({ status, body }) => status === 200 && body.includes(MARK) },
  {
    path: '/config.json',
    what: "this tenant's configuration",
    holds: (answer) => json(answer).tenantId === tenantId && json(answer).userPoolId === userPoolId,
  },
  {
    path: '/api/health',
    what: "this tenant's API with its own schema",
    holds: (answer) => json(answer).status === 'ok' && json(answer).instance === instanceOf(tenantId, schemaName),
  },
  // A release brings its own routes: one that forgets the authorizer, or takes it away, lets everybody read records (401 is the authorizer's).
  { path: '/api/patients', what: 'closed to who has not signed in', holds: ({ status }) => status === 401 },
];

/** Visits one page; undefined when it is as it should be, else what was seen instead. */
const seen = async (visit: Visit, base: string, { path, holds, what }: Check): Promise<string | undefined> => {
  const url = new URL(path, base).href;
  try {
    const answer = await visit(url);
    return holds(answer) ? undefined : `${url} is not ${what} yet (${answer.status} ${answer.contentType})`;
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    return `${url} does not answer yet (${failureOf(cause ?? error).message})`;
  }
};

/**
 * Waits until the tenant's own domain answers with its own console and its own API, which is closed to strangers: the proof that everything
 * before fits together.
 */
export const domainAnswers = step(
  'domainAnswers',
  {
    ensure: async ({ visit, tenantId }: Scope, needs: Needs) => {
      for (const check of checks(tenantId, needs)) {
        const problem = await seen(visit, needs.url, check);
        if (problem) throw new Wait(POLL_SECONDS, problem);
      }
      return {};
    },
    remove: async () => undefined,
  },
  { maxSeconds: 18, deadlineSeconds: 1800 },
);
