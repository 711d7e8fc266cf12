import { expect, test } from '@jest/globals';
import { staleOf } from '../generated-files.ts';
import { shapeFiles } from './shape.ts';

test('shells complete the command as it is', () => {
  expect(staleOf(shapeFiles())).toEqual([]);
});
