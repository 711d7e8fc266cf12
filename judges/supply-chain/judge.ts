import { readFileSync } from 'node:fs';
import spdxSatisfies from 'spdx-satisfies';
import { files, read } from '../../tests/repository.ts';
import type { Finding } from '../finding.ts';
import { keyOf, npmPins, type Pin, pythonPins } from './pins.ts';
import { PinRecord } from './record.ts';

/** Licences that a package may have: none asks for the source of what is built with it (MPL-2.0 asks for that of its own files). */
const LICENCES: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'CNRI-Python',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];
/** What packages in Python say of licences that are on the list, whichever of the family it is. */
const FAMILIES: readonly string[] = ['BSD', 'BSD License', 'PSF', 'PSFL'];
/** A version that is withdrawn soon after it came out is never seen: as long as the dependency bot waits (`.github/dependabot.yml`). */
export const YOUNGEST_DAYS = 7;
/** Nobody keeps a package well for which nothing came out in five years. */
export const OLDEST_DAYS = 5 * 365;

const DAY_MS = 86_400_000;
const strong = (hash: string): boolean => /^sha512-|^sha256:/.test(hash);

/** Why a package's licence is not on the list; undefined when it is. */
const unlicensed = (licence: string | undefined): string | undefined => {
  if (licence === undefined) return 'says no licence';
  if (FAMILIES.includes(licence)) return undefined;
  try {
    return spdxSatisfies(licence, [...LICENCES]) ? undefined : `has the licence ${licence}, which is not on the list`;
  } catch {
    return `says of its licence "${licence}", which is no SPDX expression`;
  }
};

const ageProblem = (days: number, direct: boolean): string | undefined => {
  if (days < YOUNGEST_DAYS) return `was ${days} days old when it was recorded: wait until it is ${YOUNGEST_DAYS}`;
  return direct && days > OLDEST_DAYS ? `is ${Math.floor(days / 365)} years old: look whether anybody keeps it` : undefined;
};

/**
 * What is wrong with the pins: no hash of SHA-256 or better, a licence that is not on the list, a version that is too young or too old.
 * @param pins of all lock files and files of requirements
 * @param record what the registries said of them; ages count from the day on which they were asked, so that nothing fails by itself
 */
export const pinFindings = (pins: readonly Pin[], record: PinRecord): readonly Finding[] =>
  pins.flatMap((pin) => {
    const { ecosystem, direct, file } = pin;
    const known = record[ecosystem][keyOf(pin)];
    const finding = (rule: string, says: string): Finding => ({ judge: 'supply-chain', rule, where: `${file} ${keyOf(pin)}`, says });
    const findings = pin.hashes.some(strong) ? [] : [finding('hash', 'has no hash of SHA-256 or better')];
    if ((direct || ecosystem === 'pypi') && !known) return [...findings, finding('record', 'is not in pins.json: npm run pins')];
    const licence = unlicensed(pin.licence ?? known?.licence);
    if (licence) findings.push(finding('licence', licence));
    const age = known && ageProblem(Math.floor((Date.parse(record.asked) - Date.parse(known.published)) / DAY_MS), direct);
    if (age) findings.push(finding('age', age));
    return findings;
  });

/** What `pins.json` has and nothing pins any more. */
export const staleFindings = (pins: readonly Pin[], record: PinRecord): readonly Finding[] =>
  (['npm', 'pypi'] as const).flatMap((ecosystem) => {
    const pinned = new Set(pins.filter((pin) => pin.ecosystem === ecosystem).map(keyOf));
    return Object.keys(record[ecosystem])
      .filter((key) => !pinned.has(key))
      .map((key) => ({ judge: 'supply-chain', rule: 'record', where: `pins.json ${key}`, says: 'is not pinned any more: npm run pins' }));
  });

/** All pins of the repository. */
export const allPins = (): readonly Pin[] => [
  ...files.filter((file) => /(^|\/)package-lock\.json$/.test(file)).flatMap((file) => npmPins(file, read(file))),
  ...files.filter((file) => /(^|\/)requirements\.txt$/.test(file)).flatMap((file) => pythonPins(file, read(file))),
];

/** @throws ZodError that names what is wrong with `pins.json` */
export const supplyChain = async (): Promise<readonly Finding[]> => {
  const record = PinRecord.parse(JSON.parse(readFileSync(new URL('pins.json', import.meta.url), 'utf8')));
  const pins = allPins();
  return [...pinFindings(pins, record), ...staleFindings(pins, record)];
};
