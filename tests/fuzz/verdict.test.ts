import { expect, test } from '@jest/globals';
import type { Fuzzed } from './schemathesis.ts';
import { verdictOf } from './verdict.ts';

const ROUTES = ['GET /me', 'POST /plan'];
const run = (more: Partial<Fuzzed>): Fuzzed => ({
  caller: 'admin',
  code: 0,
  seconds: 1,
  answers: ['200 GET /me', '200 POST /plan', '400 POST /plan'],
  failed: [],
  output: '',
  ...more,
});

test('a route passes for a caller when every answer was as it should be', () => {
  const { lines, passed, failed } = verdictOf(ROUTES, [run({}), run({ caller: 'nobody', answers: ['401 GET /me', '401 POST /plan'] })]);
  expect([passed, failed]).toEqual([4, 0]);
  expect(lines).toEqual([
    'admin         3 cases: 2 × 200, 1 × 400 (2xx on 2 routes, 1 s)',
    'nobody        2 cases: 2 × 401 (2xx on 0 routes, 1 s)',
    'all           5 cases: 2 × 200, 1 × 400, 2 × 401 (2 routes)',
  ]);
});

test('a wrong answer, a route that was not called, and a run that broke off are failures', () => {
  expect(verdictOf(ROUTES, [run({ code: 1, failed: ['POST /plan'] })])).toMatchObject({ passed: 1, failed: 1 });
  expect(verdictOf(ROUTES, [run({ answers: ['200 GET /me'] })])).toMatchObject({ passed: 1, failed: 1 });
  expect(verdictOf(ROUTES, [run({ code: 1, failed: ['TRACE /me'] })])).toMatchObject({ passed: 2, failed: 1 });
  expect(verdictOf(ROUTES, [run({ code: 2 })])).toMatchObject({ passed: 2, failed: 1 });
});
