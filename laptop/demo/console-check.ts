import type { HttpAnswer, HttpRequest } from './http.ts';
import { DemoFailure } from './onboarding.ts';
import type { TenantSession } from './tenant-session.ts';

const SECURITY_HEADERS = [
  'strict-transport-security',
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
];
/** Sends a request and answers what came back, whatever its status. */
export type Ask = (url: string, request?: HttpRequest) => Promise<HttpAnswer>;

/** @throws DemoFailure */
export const demand = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new DemoFailure(otherwise);
};

/**
 * Asks for a tenant's console as a browser would, and for its API as nobody.
 * @param ask by HTTP
 * @throws DemoFailure saying what did not hold
 */
export const consoleLoads = async (url: string, ask: Ask): Promise<void> => {
  const page = await ask(`${url}/`);
  demand(
    page.status === 200 && page.text.includes('<div id="root"'),
    `${url}/ answered ${page.status}, not its console: ${page.text.slice(0, 200)}`,
  );
  const missing = SECURITY_HEADERS.filter((header) => !page.headers[header]);
  demand(missing.length === 0, `${url}/ lacks the headers ${missing.join(', ')}`);
  const script = /src="([^"]+\.js)"/.exec(page.text)?.[1];
  demand(script !== undefined && (await ask(new URL(script ?? '', `${url}/`).href)).status === 200, `${url}/: its script does not load`);
  const deep = await ask(`${url}/patients`);
  demand(deep.status === 200 && deep.text === page.text, `${url}/patients answered ${deep.status}, not the console`);
  const closed = await ask(`${url}/api/patients`);
  demand(closed.status === 401, `${url}/api/patients without a token answered ${closed.status}, not 401`);
};

/** Writes a patient, and reads it again. @throws DemoFailure saying what did not hold */
export const patientKept = async (session: TenantSession, recordNumber: string): Promise<void> => {
  const patient = { recordNumber, givenName: 'Ada', familyName: 'Lovelace', birthDate: '1990-12-10' };
  const written = await session.api('POST', 'patients', patient);
  demand(written.status === 201, `${session.url}: POST patients answered ${written.status}: ${JSON.stringify(written.body)}`);
  const listed = await session.api('GET', 'patients');
  demand(listed.status === 200 && JSON.stringify(listed.body).includes(recordNumber), `${session.url}: the new patient is not in the list`);
};
