import { expect, test } from '@jest/globals';
import { partsOf } from './links-in-text.ts';

const urls = (text: string) => partsOf(text).flatMap((part) => (part.isUrl ? [part.text] : []));

test('addresses in a text can be followed, without the bracket or full stop behind them', () => {
  const url = 'https://git.example.com/docs/runbook.md#stalled-stage';
  expect(urls(`Retry the stage (${url}).`)).toEqual([url]);
  expect(urls(`Off-board a tenant. ${url}`)).toEqual([url]);
  expect(urls(`See ${url}, then ${url}.`)).toEqual([url, url]);
  expect(urls('Retry the stage (docs/runbook.md#stalled-stage).')).toEqual([]);
  expect(
    partsOf(`a ${url} b`)
      .map(({ text }) => text)
      .join(''),
  ).toBe(`a ${url} b`);
});

test('nothing but https is followed', () => expect(urls('javascript:alert(1) http://a.example')).toEqual([]));
