import { expect, test } from '@jest/globals';
import type { SagaDocument, SagaStage } from '@tenantry/saga/document';
import { FIRST, FORWARD, STAGE_NAMES, STAGES, type StageName, stageNamed } from '@tenantry/saga/stages';
import { files, matches } from '../../tests/repository.ts';
import { staleOf } from '../generated-files.ts';
import { wayBackOf } from './document.ts';
import { sagaFiles } from './files.ts';
import { withPictures } from './pictures.ts';

const stage = (name: string, removeOn: readonly string[], removed: string, waitsFor: readonly string[] = []): SagaStage => ({
  name,
  waitsFor,
  hears: [],
  removeOn,
  removed,
  entries: [],
  steps: [],
  baseline: '',
});

test('the committed document and its pictures are what the stages say', async () => {
  expect(staleOf(await sagaFiles())).toEqual([]);
});

test('no stage reads the document, which is made from it', () => {
  const services = STAGE_NAMES.map((name) => `services/${name}/`);
  const ofStages = files.filter((file) => services.some((folder) => file.startsWith(folder)) && /\.(ts|json)$/.test(file));
  expect(ofStages.length).toBeGreaterThan(100);
  expect(ofStages.flatMap((file) => matches(file, /@tenantry\/saga\b/))).toEqual([]);
});

test('stages are taken back when what they wait for is gone, those that began first first', () => {
  const stages = [
    stage('ground', ['HouseGone', 'GardenGone'], 'GroundGone'),
    stage('garden', ['Ended'], 'GardenGone'),
    stage('house', ['Ended'], 'HouseGone'),
    stage('end', [], 'Over', ['Ended', 'GroundGone']),
  ];
  expect(wayBackOf(stages)).toEqual(['garden', 'house', 'ground', 'end']);
});

/** The stages for whose removal a stage waits, directly or by another one. */
const before = (name: StageName): readonly StageName[] =>
  STAGES.filter(({ removed }) => stageNamed(name).removeOn.includes(removed)).flatMap((one) => [one.name, ...before(one.name)]);

test('a stage is removed after every stage that builds on what it publishes', () => {
  const early = FORWARD.flatMap(({ name, entries }) => {
    const published = entries.flatMap((entry) => ('publishes' in entry ? [entry.publishes] : []));
    const users = FORWARD.filter(({ waitsFor }) => waitsFor.some((event) => published.includes(event)));
    return users
      .filter((user) => !before(name).includes(user.name))
      .map((user) => `${name} does not wait for the removal of ${user.name}, which hears its events (docs/extending.md#a-stage)`);
  });
  expect(early).toEqual([]);
});

test('the stage that gives the account back waits until every other one has removed what it had there', () => {
  const others = FORWARD.map(({ name }) => name).filter((name) => name !== FIRST && !before(FIRST).includes(name));
  expect(
    others.map((name) => `${FIRST} waits for no removal of ${name}, directly or by another stage (docs/extending.md#a-stage)`),
  ).toEqual([]);
});

test('stages that wait for each other on the way back are refused, by name', () => {
  expect(() => wayBackOf([stage('a', ['BGone'], 'AGone'), stage('b', ['AGone'], 'BGone')])).toThrow('a, b');
});

test('a picture that nobody can draw is refused, with those that there are', () => {
  const document = { stages: [], wayBack: [] } as unknown as SagaDocument;
  const text = '<!-- saga: sideways -->\n<!-- /saga -->\n';
  expect(() => withPictures(text, document)).toThrow('there is no picture sideways of the saga: forward, backward');
});
