import { expect, test } from '@jest/globals';
import { advisedAt, jsonWithRunbook, withRunbook } from './runbook.ts';

test('a text links to the runbook where the configuration says where it is, and else names its path', () => {
  const text = 'Retry the stage. docs/runbook.md#stalled-stage';
  const url = 'https://git.example.com/tenantry/docs/runbook.md';
  expect(withRunbook(text, url)).toBe(`Retry the stage. ${url}#stalled-stage`);
  expect(withRunbook(text, undefined)).toBe(text);
});

test('an answer tells the address wherever it tells what to do, and changes nothing that people have entered', () => {
  const url = 'https://git.example.com/a"b/runbook.md';
  const told = { failure: { advice: 'Retry. docs/runbook.md#stalled-stage' }, checks: [{ fix: 'docs/runbook.md#a-wildcard-record' }] };
  const unread = { unknown: ['docs/runbook.md#a-figure-is-not-known'], cost: { unknown: 'docs/runbook.md#a-figure-is-not-known' } };
  const entered = { variables: { DOC: 'docs/runbook.md' } };
  expect(JSON.parse(jsonWithRunbook({ ...told, ...unread, ...entered }, url))).toEqual({
    failure: { advice: `Retry. ${url}#stalled-stage` },
    checks: [{ fix: `${url}#a-wildcard-record` }],
    unknown: [`${url}#a-figure-is-not-known`],
    cost: { unknown: `${url}#a-figure-is-not-known` },
    ...entered,
  });
  expect(jsonWithRunbook(told, undefined)).toBe(JSON.stringify(told));
});

test('an event tells the address in its advice, and one without advice stays as it is', () => {
  const detail = { step: 'vpc', advice: 'Retry. docs/runbook.md#stalled-stage' };
  expect(advisedAt(detail, 'https://x.example/r.md')).toEqual({ step: 'vpc', advice: 'Retry. https://x.example/r.md#stalled-stage' });
  expect(advisedAt({ step: 'vpc' }, 'https://x.example/r.md')).toEqual({ step: 'vpc' });
});
