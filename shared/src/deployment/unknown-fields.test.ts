import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { unknownFields } from './unknown-fields.ts';

const schema = z.object({
  name: z.string().default('a'),
  cells: z.array(z.object({ pool: z.string() })),
  variables: z.record(z.string(), z.string()),
  vpn: z.object({ cidr: z.string() }).optional(),
});
const unknownIn = (value: unknown) => unknownFields(value, schema.parse(value));

test('a field that no schema knows is named with its path, on every level', () => {
  const written = { colour: 1, cells: [{ pool: 'x' }, { pool: 'y', size: 2 }], variables: {}, vpn: { cidr: 'z', port: 1 } };
  expect(unknownIn(written)).toEqual(['colour', 'cells.1.size', 'vpn.port']);
});

test('what a person may name freely is known, and so is what a default adds', () => {
  expect(unknownIn({ cells: [], variables: { ANY: '1' } })).toEqual([]);
});
