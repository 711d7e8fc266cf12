import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { STAGES } from '@tenantry/saga/stages';
import { ROOT } from '../../../laptop/src/paths.ts';
import { allRows, type Row, rowFiles, rowsOf } from './rows.ts';

const steps = STAGES.flatMap(({ name, steps: all }) => all.map((step) => `${name}.${step.name}`));

/** The product's sources that a stage runs: its own, and what it shares. */
const sourcesOf = (stage: string): string =>
  globSync([`services/${stage}/src/**/*.ts`, 'shared/src/**/*.ts'], { cwd: ROOT })
    .filter((file) => !/\.(test|answers)\.ts$|\/testing\//.test(file))
    .map((file) => readFileSync(path.join(ROOT, file), 'utf8'))
    .join('\n');

let rows: readonly Row[];
beforeAll(async () => {
  rows = await allRows();
});
const wrong = (isWrong: (row: Row) => boolean): readonly string[] => rows.filter(isWrong).map(({ id }) => id);

describe('rows of the answers matrix', () => {
  test('each lies beside its step, which exists', async () => {
    const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const places = [...new Set(rows.map(({ step }) => step))];
    expect(places.filter((step) => !steps.includes(step))).toEqual([]);
    const expected = places
      .map((step) => step.split('.'))
      .map(([stage, step = '']) => `services/${stage}/src/steps/${kebab(step)}.answers.ts`);
    expect([...rowFiles()]).toEqual(expected.sort());
  });

  test('are many, there and back, with every consequence', () => {
    expect(rows.length).toBeGreaterThanOrEqual(80);
    expect(rows.filter(({ direction }) => direction === 'backward').length).toBeGreaterThanOrEqual(25);
    const kinds = new Set(rows.map(({ follows }) => follows.kind));
    expect([...kinds].sort()).toEqual(['repairs', 'stalls', 'terminal', 'tries again', 'waits']);
    expect([...new Set(rows.map(({ stage }) => stage))].sort()).toEqual([...STAGES.map(({ name }) => name)].sort());
  });

  test('no two have the same id', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('each quotes an advice that its stage gives', () => {
    const sources = new Map<string, string>(STAGES.map(({ name }) => [name, sourcesOf(name).replaceAll("\\'", "'")]));
    const isGiven = ({ stage, follows }: Row) => !('advice' in follows) || sources.get(stage)?.includes(follows.advice);
    expect(wrong((row) => !isGiven(row))).toEqual([]);
  });

  test('each names an operation that its stage calls', () => {
    const sources = new Map<string, string>(STAGES.map(({ name }) => [name, sourcesOf(name)]));
    const calls = ({ stage, operation }: Row) =>
      new RegExp(`\\b(${operation}Command|paginate${operation})\\b`).test(sources.get(stage) ?? '');
    expect(wrong((row) => !calls(row))).toEqual([]);
  });

  test('each has its source', () => {
    expect(wrong(({ source }) => !/^https:\/\/[\w.-]+\/\S+$/.test(source))).toEqual([]);
  });

  test('a way back is from somewhere, a way forth is not', () => {
    expect(wrong(({ direction, from }) => direction === 'forward' && from !== undefined)).toEqual([]);
    // Offboard is never rolled back.
    expect(
      wrong(({ direction, follows, stage }) => follows.kind === 'terminal' && (direction === 'backward' || stage === 'offboard')),
    ).toEqual([]);
  });
});

test('a row is known by its direction, step, call and answer', () => {
  const row = { direction: 'backward', call: 'ec2.DeleteVpc', source: 'https://aws.example/', follows: { kind: 'tries again' } } as const;
  const answers = [
    { ...row, answer: { code: 'DependencyViolation', message: 'used' } },
    { ...row, from: 'rollback' as const, answer: { becomes: { id: 'vpcId', in: ['DescribeVpcs'], shows: { state: 'pending' } } } },
    { ...row, name: 'twice', answer: { endsFailed: 'NO REASON' } },
  ];
  expect(rowsOf([{ step: 'network.vpc', rows: answers }]).map(({ id }) => id)).toEqual([
    'backward/network.vpc/ec2.DeleteVpc/DependencyViolation',
    'backward/network.vpc/ec2.DeleteVpc/becomes-pending/rollback',
    'backward/network.vpc/ec2.DeleteVpc/ends-failed-NO-REASON/twice',
  ]);
});
