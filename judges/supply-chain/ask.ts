import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { z } from 'zod';
import { allPins } from './judge.ts';
import { keyOf, type Pin } from './pins.ts';
import type { PinRecord, Published } from './record.ts';

/**
 * `npm run pins`: asks the registries when the pinned versions came out, and under which licence those in Python are, and writes `pins.json`.
 * npm is asked by its own command, so whatever registry it is set to answers; Python's index is `PIP_INDEX_HOST`, or the public one.
 */
const run = promisify(execFile);
const AT_ONCE = 4;
const INDEX = process.env.PIP_INDEX_HOST ?? 'https://pypi.org';

const day = (time: string): string => new Date(time).toISOString().slice(0, 10);

const ofNpm = async ({ name, version }: Pin): Promise<Published> => {
  const { stdout } = await run('npm', ['view', name, 'time', '--json'], { maxBuffer: 1e8 });
  const times = z.record(z.string(), z.string()).parse(JSON.parse(stdout));
  const time = times[version];
  if (time === undefined) throw new Error(`npm view ${name} time: does not know ${version}`);
  return { published: day(time) };
};

/** Simple repository API (https://packaging.python.org/en/latest/specifications/simple-repository-api/), which every index has. */
const Project = z.object({ files: z.array(z.object({ filename: z.string(), 'upload-time': z.string() })) });
/** JSON API of PyPI (https://docs.pypi.org/api/json/): of the newest version, whose licence is nearly always that of the others. */
const Info = z.object({
  info: z.object({ license_expression: z.string().nullish(), license: z.string().nullish(), classifiers: z.array(z.string()) }),
});
/** Classifiers of licences (https://pypi.org/classifiers/) that have one SPDX identifier. */
const CLASSIFIED: Readonly<Record<string, string>> = {
  'Apache Software License': 'Apache-2.0',
  'ISC License (ISCL)': 'ISC',
  'MIT License': 'MIT',
  'MIT No Attribution License (MIT-0)': 'MIT-0',
  'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
  'Python Software Foundation License': 'PSF-2.0',
  'The Unlicense (Unlicense)': 'Unlicense',
};
/** What packages write in the old free field where it is one licence and nothing else. */
const WRITTEN: Readonly<Record<string, string>> = {
  'Apache 2.0': 'Apache-2.0',
  'Apache License 2.0': 'Apache-2.0',
  'BSD 3-Clause License': 'BSD-3-Clause',
  '3-Clause BSD License': 'BSD-3-Clause',
  'MIT License': 'MIT',
};

const licenceOf = ({ license_expression, license, classifiers }: z.infer<typeof Info>['info']): string | undefined => {
  const classes = classifiers.filter((name) => name.startsWith('License ::')).map((name) => name.split(' :: ').at(-1) ?? '');
  const classified = classes.map((name) => CLASSIFIED[name]).find((name) => name !== undefined);
  const short = license && license.length < 40 ? license.trim() : undefined;
  const written = short && (WRITTEN[short] ?? (/^[\w.-]+$/.test(short) ? short : undefined));
  return license_expression ?? written ?? classified ?? classes[0];
};

const asked = async (url: string, accept: string): Promise<Response> => {
  const answer = await fetch(url, { headers: { accept } });
  if (!answer.ok) throw new Error(`GET ${new URL(url).pathname}: ${answer.status} ${answer.statusText}`);
  return answer;
};

const ofPython = async ({ name, version }: Pin): Promise<Published> => {
  const project = Project.parse(await (await asked(`${INDEX}/simple/${name}/`, 'application/vnd.pypi.simple.v1+json')).json());
  const files = project.files.filter(({ filename }) => filename.includes(`-${version}-`) || filename.includes(`-${version}.`));
  const first = files.map((file) => file['upload-time']).sort()[0];
  if (first === undefined) throw new Error(`GET /simple/${name}/: has no file of ${version}`);
  const licence = licenceOf(Info.parse(await (await asked(`${INDEX}/pypi/${name}/json`, 'application/json')).json()).info);
  return { published: day(first), ...(licence === undefined ? {} : { licence }) };
};

const ask = async (ecosystem: Pin['ecosystem'], pins: readonly Pin[]): Promise<Record<string, Published>> => {
  const left = [
    ...new Map(
      pins.filter((pin) => pin.ecosystem === ecosystem && (pin.direct || ecosystem === 'pypi')).map((pin) => [keyOf(pin), pin]),
    ).values(),
  ];
  const total = left.length;
  const found: [string, Published][] = [];
  const worker = async (): Promise<void> => {
    for (let pin = left.pop(); pin; pin = left.pop()) {
      found.push([keyOf(pin), await (ecosystem === 'npm' ? ofNpm(pin) : ofPython(pin))]);
      if (found.length % 25 === 0) console.log(`${ecosystem}: ${found.length} of ${total}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
};

const pins = allPins();
const record: PinRecord = { asked: day(new Date().toISOString()), npm: await ask('npm', pins), pypi: await ask('pypi', pins) };
writeFileSync(new URL('pins.json', import.meta.url), `${JSON.stringify(record, undefined, 2)}\n`);
