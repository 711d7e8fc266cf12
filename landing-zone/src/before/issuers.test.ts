import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { issuerQuestions } from './issuers.ts';
import type { Place } from './place.ts';
import { answerOf } from './precondition.ts';

const document = (issuer: string, more: object = {}) => Response.json({ issuer, jwks_uri: `${issuer}/keys`, ...more });
/** What answers at `https://<name>.example/.well-known/openid-configuration`. */
const ANSWERS: Readonly<Record<string, () => Response>> = {
  fine: () => document('https://fine.example'),
  other: () => document('https://fine.example'),
  keyless: () => document('https://keyless.example', { jwks_uri: undefined }),
  page: () => new Response('<html></html>'),
  gone: () => new Response('', { status: 404 }),
};

test('issuers of machines that publish no keys, or are others, are missing; one that does not answer here is unknown', async () => {
  const machines = [...Object.keys(ANSWERS), 'silent'].map((name) => ({
    name,
    scope: 'read' as const,
    oidc: { issuer: `https://${name}.example`, subject: 'job' },
  }));
  const send: Place['fetch'] = async (url) => {
    const [, name = ''] = /^https:\/\/(\w+)\.example\/\.well-known\/openid-configuration$/.exec(String(url)) ?? [];
    return ANSWERS[name]?.() ?? Promise.reject(new Error('no network'));
  };
  const place = { config: { ...configOf('dev'), machines }, fetch: send } as unknown as Place;
  const found = await Promise.all(issuerQuestions(place).map(answerOf));
  expect(found.map(({ id, answer }) => [id, answer])).toEqual([
    ['issuer-fine-example', 'ok'],
    ['issuer-other-example', 'missing'],
    ['issuer-keyless-example', 'missing'],
    ['issuer-page-example', 'missing'],
    ['issuer-gone-example', 'missing'],
    ['issuer-silent-example', 'unknown'],
  ]);
});
