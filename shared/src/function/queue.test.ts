import { expect, test } from '@jest/globals';
import { attributeText } from './queue.ts';

test('the reason of a dead letter holds no character that SQS refuses', () => {
  expect(attributeText('\u001b[31mfailed\u001b[0m\r\nexit 1')).toBe(' [31mfailed [0m exit 1');
  expect(attributeText(`${'x'.repeat(1023)}\u{1F600}`)).toBe(`${'x'.repeat(1023)}\uFFFD`);
});
