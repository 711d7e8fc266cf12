import { expect, test } from '@jest/globals';
import { traceId } from './trace-id.ts';

const ROOT = '1-69241b2c-4f1d2a3b4c5d6e7f80910111';

test('is the root of the trace that Lambda hands to an invocation', () => {
  expect(traceId(`Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`)).toBe(ROOT);
  expect(traceId(`Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:2b3c4d5e:0`)).toBe(ROOT);
});

test('is absent where X-Ray keeps no trace: outside Lambda, and when this one is not sampled', () => {
  expect(traceId('')).toBeUndefined();
  expect(traceId(`Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=0`)).toBeUndefined();
  expect(traceId('Root=nonsense;Sampled=1')).toBeUndefined();
});
