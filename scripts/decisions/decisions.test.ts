import { describe, expect, test } from '@jest/globals';
import { indexOf, type RecordFile, readRecords } from './decisions.ts';

const record = (
  number: number,
  { status = 'accepted', date = '2026-11-24', sections = ['Context', 'Decision', 'Consequences'] } = {},
): RecordFile => [
  `000${number}-one-thing.md`,
  `# ${number}. One thing\n\n- Status: ${status}\n- Date: ${date}\n\n${sections.map((section) => `## ${section}\n\nText.\n`).join('\n')}`,
];
const problems = (...files: RecordFile[]) => readRecords(files).problems;

describe('decision records', () => {
  test('are listed by number, with status and date', () => {
    const { decisions } = readRecords([record(2, { status: 'superseded by [ADR 1](0001-one-thing.md)' }), record(1)]);
    expect(indexOf(decisions).split('\n').slice(-3, -1)).toEqual([
      '| 1 | [One thing](0001-one-thing.md) | accepted | 2026-11-24 |',
      '| 2 | [One thing](0002-one-thing.md) | superseded by [ADR 1](0001-one-thing.md) | 2026-11-24 |',
    ]);
  });

  test('may be narrowed, with what is left', () => {
    expect(problems(record(1, { status: 'narrowed by [ADR 2](0002-other-thing.md): half of it holds' }))).toEqual([]);
  });

  test.each([
    ['no status', ['0001-a.md', '# 1. A\n\n## Context\n\n## Decision\n\n## Consequences\n'], 'does not begin with "# N. Title"'],
    ['a status that says nothing', record(1, { status: 'done' }), 'has the status "done"'],
    ['no day as its date', record(1, { date: '2026-13-01' }), 'has the date "2026-13-01"'],
    ['a section missing', record(1, { sections: ['Context', 'Decision'] }), 'has the sections Context, Decision:'],
    ['another number than its file', ['0002-a.md', record(1)[1]], 'is number 1, and its name says another'],
  ] satisfies readonly [string, RecordFile, string][])('with %s are refused', (_case, file, problem) => {
    expect(problems(file)).toContainEqual(expect.stringContaining(problem));
  });

  test('have a number each', () => {
    expect(problems(record(1), record(3))).toEqual([]);
    expect(problems(record(1), record(1))).toEqual(['0001-one-thing.md has the number 1, which another has']);
  });
});
