import { expect, test } from '@jest/globals';
import { detailOf, parsedDetail } from './letter-detail.ts';

test("the detail is the event's, wherever the letter has it", () => {
  expect(detailOf({ detail: { a: 1 } })).toEqual({ a: 1 });
  expect(detailOf({ event: { detail: { a: 1 } } })).toEqual({ a: 1 });
  expect([detailOf('text'), detailOf(undefined), detailOf([])]).toEqual([{}, {}, {}]);
});

test('a repaired detail is a JSON object', () => {
  expect(parsedDetail('{"a":1}')).toEqual({ a: 1 });
  expect([parsedDetail('[1]'), parsedDetail('null'), parsedDetail('{')]).toEqual([undefined, undefined, undefined]);
});
