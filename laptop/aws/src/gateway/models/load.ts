import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { VENV } from '../../home.ts';
import { parseModel, type ServiceModel } from './model.ts';

/** botocore's data in the virtual environment that set-up made: `Lib` on Windows, `lib/python3.x` elsewhere. */
const findData = (): string => {
  const lib = path.join(VENV, 'lib');
  const pythons = existsSync(lib) ? readdirSync(lib).filter((name) => name.startsWith('python')) : [];
  const places = [path.join(VENV, 'Lib'), ...pythons.map((python) => path.join(lib, python))];
  const data = places.map((place) => path.join(place, 'site-packages', 'botocore', 'data')).find((folder) => existsSync(folder));
  if (data === undefined) throw new Error(`AWS's API models are not in ${VENV}: install requirements.txt there`);
  return data;
};

let data: string | undefined;
const dataFolder = (): string => {
  data ??= findData();
  return data;
};

/** The names of all services that have a model. */
export const modelNames = (): readonly string[] =>
  readdirSync(dataFolder(), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && newestFile(entry.name) !== undefined ? [entry.name] : [],
  );

/** A service's newest model; its folders are named by API version, which is a date. */
const newestFile = (name: string): string | undefined => {
  const folder = path.join(dataFolder(), name);
  if (!existsSync(folder)) return undefined;
  const version = readdirSync(folder).sort().at(-1) ?? '';
  return [path.join(folder, version, 'service-2.json.gz'), path.join(folder, version, 'service-2.json')].find((file) => existsSync(file));
};

const readModel = (file: string): string => {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

/** All patterns of a service's model, without reading all of the model. */
export const patternsOf = (name: string): ReadonlySet<string> => {
  const file = newestFile(name);
  const text = file === undefined ? '' : readModel(file);
  return new Set([...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, pattern = '""']) => JSON.parse(pattern) as string));
};

const loaded = new Map<string, ServiceModel | undefined>();

/** A service's API model by botocore's name of it, read when it is first asked for: 3 to 40 ms. Undefined where there is none. */
export const loadModel = (name: string): ServiceModel | undefined => {
  if (loaded.has(name)) return loaded.get(name);
  // A service's name comes from the request: nothing but a folder's name may be looked for.
  const file = /^[a-z0-9-]+$/.test(name) ? newestFile(name) : undefined;
  const model = file === undefined ? undefined : parseModel(name, readModel(file));
  loaded.set(name, model);
  return model;
};
