import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { allEvents } from '@tenantry/events-schema/all';
import { breachLine, breaches as eventBreaches } from '@tenantry/events-schema/compatibility';
import type { JsonSchema } from '@tenantry/events-schema/generate/json-schema';
import { jsonSchemaOf, schemaName } from '@tenantry/events-schema/generate/json-schema';
import { parseConfig } from '@tenantry/shared/deployment/config';
import { breaches as parameterBreaches, parameterSchema } from '../../scripts/parameter/breaches.ts';
import { type ApiDocument, apiBreaches } from '../../scripts/release/api-breaches.ts';
import { compareVersions, type Release, Releases } from '../../scripts/release/releases.ts';
import { breaches as tableBreaches } from '../../scripts/tables/breaches.ts';
import { currentTables } from '../../scripts/tables/current.ts';
import type { Tables } from '../../scripts/tables/tables.ts';
import { read, root } from '../repository.ts';

const releases = Releases.parse(JSON.parse(read('releases.json')));
const last = releases.at(-1);
/** Releases from which one may upgrade to what is here. */
const supported = releases.filter(({ version }) => last && compareVersions(version, last.upgradesFrom) >= 0);

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'pipe'] });
/** A file of a release. */
const was = ({ commit }: Release, file: string): string => git('show', `${commit}:${file}`);
const folder = ({ commit }: Release, name: string): readonly string[] =>
  git('ls-tree', '--name-only', commit, `${name}/`).split('\n').filter(Boolean);

test('there is a release, and the newest one is the version of what is here', () => {
  expect(supported.length).toBeGreaterThan(0);
  expect(JSON.parse(read('package.json'))).toMatchObject({ version: last?.version });
  expect(read('CHANGELOG.md')).toContain(`## ${last?.version} (`);
});

describe.each(supported.map((release) => [release.version, release] as const))('from %s one can upgrade:', (version, release) => {
  test('its commit is in the history that is here, with that version', () => {
    // Fails in a shallow clone: git fetch --unshallow.
    git('merge-base', '--is-ancestor', release.commit, 'HEAD');
    expect(JSON.parse(was(release, 'package.json'))).toMatchObject({ version });
  });

  test('what its events say is read, and its consumers read what is said now', () => {
    const schemas = folder(release, release.readable.events ?? '').map(
      (file) => [file.replace(/^.*\/|\.json$/g, ''), JSON.parse(was(release, file)) as JsonSchema] as const,
    );
    expect(schemas.length).toBeGreaterThan(20);
    const current = new Map(allEvents.map((event) => [schemaName(event), jsonSchemaOf(event)]));
    expect(eventBreaches(new Map(schemas), current).map(breachLine)).toEqual([]);
  });

  test('its functions read the parameter of the landing zone of now', () => {
    expect(parameterBreaches(JSON.parse(was(release, release.readable.parameter ?? '')) as JsonSchema, parameterSchema())).toEqual([]);
  });

  test('its configuration is accepted as it is', () => {
    const files = folder(release, release.readable.configuration ?? '').filter((file) => file.endsWith('.json'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(() => parseConfig(file, was(release, file))).not.toThrow();
  });

  test('its tables become those of now in one deployment', async () => {
    expect(tableBreaches(JSON.parse(was(release, release.readable.tables ?? '')) as Tables, await currentTables())).toEqual([]);
  });

  test('its commands find all that they ask of the API', () => {
    const document = (text: string) => JSON.parse(text) as ApiDocument;
    expect(
      apiBreaches(document(was(release, release.readable.api ?? '')), document(read('services/admin/generated/openapi.json'))),
    ).toEqual([]);
  });
});
