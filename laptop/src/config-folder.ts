import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isRegion, regionRefusal, ZONE_ID_PREFIXES } from '@tenantry/shared/deployment/regions';
import { ROOT } from './paths.ts';

interface Written {
  readonly network: object;
}

/**
 * Two zones that every account has. All of these regions have a first and a second but us-west-1, which has a first and a third
 * (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html).
 * @throws Error where no deployment may be
 */
const zoneIdsOf = (region: string): readonly string[] => {
  if (!isRegion(region)) throw new Error(regionRefusal(region));
  return [1, region === 'us-west-1' ? 3 : 2].map((zone) => `${ZONE_ID_PREFIXES[region]}-az${zone}`);
};

/** A configuration as it is in another region: everything that lies in its region lies in that one. @throws Error where no deployment may be */
export const inRegion = (text: string, region: string): string => {
  const { network, ...config } = JSON.parse(text.replaceAll('us-east-1', region)) as Written;
  return `${JSON.stringify({ ...config, network: { ...network, zoneIds: zoneIdsOf(region) } }, undefined, 2)}\n`;
};

/** Writes the configurations of a repository, of this one by default, as they are in a region; answers the folder. */
export const configFolder = async (region: string, root: string = ROOT): Promise<string> => {
  const source = path.join(root, 'config');
  const folder = path.join(root, '.local', 'config', region);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(source)) {
    if (name.endsWith('.json')) await writeFile(path.join(folder, name), inRegion(await readFile(path.join(source, name), 'utf8'), region));
  }
  return folder;
};
