import { expect, test } from '@jest/globals';
import { beginsWith } from './begins-with.ts';
import { FORWARD, stageNamed } from './stages.ts';

test('a stage begins with what stands before its first step, whatever its holds need', () => {
  const entries = [
    { on: 'A' },
    { step: 'held' },
    { unless: 'isolated' as const },
    { on: 'B' },
    { step: 'one' },
    { on: 'C' },
    { step: 'two' },
  ];
  expect(beginsWith(entries)).toEqual(['A', 'B']);
  expect(beginsWith([{ on: 'A' }])).toEqual(['A']);
});

test('the pipeline begins before the certificate is there, and every stage begins with something that it waits for', () => {
  expect(beginsWith(stageNamed('pipeline').entries)).toEqual(['NetworkPeered', 'OriginReady']);
  for (const { entries, waitsFor } of FORWARD) {
    expect(beginsWith(entries).length).toBeGreaterThan(0);
    expect(waitsFor).toEqual(expect.arrayContaining([...beginsWith(entries)]));
  }
});
