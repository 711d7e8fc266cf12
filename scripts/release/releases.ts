import { z } from 'zod';

const Version = z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers, e.g. 1.2.0');

/** A release, as `releases.json` keeps it. Its commit counts: a tag may be missing from a clone. */
export const Release = z.strictObject({
  version: Version,
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  at: z.iso.date(),
  /** The oldest release from which one may upgrade to this one in one step: what that wrote, this one reads. */
  upgradesFrom: Version,
  /** What must stay readable, and where the release's own tree writes down how it is. */
  readable: z.record(z.string(), z.string()),
});
export type Release = z.output<typeof Release>;

/** Oldest first. */
export const Releases = z.array(Release);

/** What every release promises from now on (docs/versions.md). */
export const READABLE: Release['readable'] = {
  events: 'events-schema/baseline',
  parameter: 'scripts/parameter/baseline/landing-zone.json',
  tables: 'scripts/tables/baseline/tables.json',
  api: 'services/admin/generated/openapi.json',
  configuration: 'config',
  records: 'shared/src/saga/record.ts',
  tags: 'shared/src/aws/tags.ts',
};

const numbersOf = (version: string): readonly number[] => Version.parse(version).split('.').map(Number);
const majorOf = (version: string): number => numbersOf(version)[0] ?? 0;

/** Below zero when `a` is older than `b`. @throws ZodError for what is no version */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  return left.map((number, i) => number - (right[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
};

/**
 * The entry of a new release. One with a new major number may end what older ones are promised, so upgrades begin at the last release then;
 * any other one reads what the last one reads.
 */
export const releaseAfter = (last: Release | undefined, version: string, commit: string, at: string): Release => {
  const isMajor = last === undefined || majorOf(version) > majorOf(last.version);
  return { version, commit, at, upgradesFrom: isMajor ? (last?.version ?? version) : last.upgradesFrom, readable: READABLE };
};

/** Why this cannot be the next release; empty when it can. @param breaking whether a commit since the last release says that it breaks something */
export const objections = (last: Release | undefined, version: string, breaking: boolean): readonly string[] => {
  if (!Version.safeParse(version).success) return [`'${version}' is no version: write three numbers, e.g. npm run release -- 1.1.0`];
  if (!last) return [];
  return [
    ...(compareVersions(version, last.version) <= 0 ? [`${version} is not newer than ${last.version}, the last release`] : []),
    ...(breaking && majorOf(version) === majorOf(last.version)
      ? [`a commit since ${last.version} says BREAKING CHANGE: raise the first number`]
      : []),
  ];
};
