import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** Tables of what a page has in its hand already: parts of an answer that it shows as a whole. No request of their own can fail. */
const PARTS_OF_AN_ANSWER = [
  'onboarding/planned-stages.tsx',
  'operations/replay-preview.tsx',
  'shown/cost-estimate.tsx',
  'tenant/cost-tab.tsx',
  'tenant/events-tab.tsx',
  'tenant/resources-tab.tsx',
];
const SOURCES = new URL('../src/', import.meta.url);
const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));

test('every list is the one that tells loading, empty, failed and refused apart', () => {
  expect(sources.length).toBeGreaterThan(50);
  const others = sources.filter((file) => {
    const text = readFileSync(new URL(file, SOURCES), 'utf8');
    return /cloudscape-design\/components\/(table|cards)'/.test(text) && !file.startsWith('list/');
  });
  expect(others.filter((file) => !PARTS_OF_AN_ANSWER.includes(file))).toEqual([]);
});
