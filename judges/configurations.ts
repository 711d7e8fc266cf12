import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRegion } from '../laptop/src/config-folder.ts';
import { everyStack, type Stack } from './templates/every-stack.ts';
import { ROOT } from './templates/root.ts';

/** The deployment that judges read templates of: in production nothing is left out for development's sake. */
const STAGE = 'prod';

/** Regions besides the example's. */
const ELSEWHERE = ['eu-central-1', 'ap-southeast-2'] as const;

const MACHINES = [
  { name: 'ci', scope: 'operate' },
  {
    name: 'job',
    scope: 'read',
    oidc: { issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:acme/app:environment:prod' },
  },
];

interface Example {
  readonly network: { readonly vpn?: object };
}

/** What a configuration can ask for: everything (the example), less, more, and elsewhere. */
const configurations = (): Readonly<Record<string, object>> => {
  const text = readFileSync(path.join(ROOT, 'config/example.json'), 'utf8');
  const example = JSON.parse(text) as Example;
  const { vpn: _vpn, ...withoutVpn } = example.network;
  return {
    example,
    'no-vpn': { ...example, network: withoutVpn },
    machines: { ...example, machines: MACHINES },
    ...Object.fromEntries(ELSEWHERE.map((region) => [region, JSON.parse(inRegion(text, region)) as object])),
  };
};

/** A stack and the first configuration in which it looks so. */
export interface Judged extends Stack {
  readonly configuration: string;
}

/** Every stack of every configuration, those that are alike once. */
export const judgedStacks = async (): Promise<readonly Judged[]> => {
  const folder = path.join(ROOT, '.local/judges/configurations');
  mkdirSync(folder, { recursive: true });
  const found = new Map<string, Judged>();
  for (const [configuration, content] of Object.entries(configurations())) {
    const file = path.join(folder, `${configuration}.json`);
    writeFileSync(file, JSON.stringify(content));
    for (const stack of await everyStack(STAGE, file)) {
      const key = `${stack.account} ${stack.region} ${stack.name} ${stack.body}`;
      if (!found.has(key)) found.set(key, { configuration, ...stack });
    }
  }
  return [...found.values()];
};
