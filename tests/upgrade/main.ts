import { rm } from 'node:fs/promises';
import path from 'node:path';
import { CONFIG_FOLDER_VARIABLE } from '@tenantry/shared/deployment/config';
import { configFolder } from '../../laptop/src/config-folder.ts';
import { LOCAL_FOLDER } from '../../laptop/src/paths.ts';
import { runProgram } from '../../laptop/src/program.ts';
import { startLocal } from '../../laptop/src/start.ts';
import { Releases } from '../../scripts/release/releases.ts';
import { read } from '../repository.ts';
import { nextRelease } from './next-release.ts';
import { upgradeAndRollBack } from './story.ts';
import { treeOfRelease } from './trees.ts';

/**
 * `npm run test:upgrade`: deploys the oldest release from which one may upgrade, upgrades it to the next release while a
 * tenant is on-boarded, rolls the services back and forward again. Ends with `N passed, N failed`.
 */
const main = async (): Promise<number> => {
  const releases = Releases.parse(JSON.parse(read('releases.json')));
  const oldest = releases.find(({ version }) => version === releases.at(-1)?.upgradesFrom);
  if (!oldest) throw new Error('releases.json does not have the release from which one may upgrade to the last one');
  const [from, next] = [await treeOfRelease(oldest), await nextRelease()];
  const stateDir = path.join(LOCAL_FOLDER, 'upgrade', 'aws');
  await rm(stateDir, { recursive: true, force: true });
  const local = await startLocal({ stateDir, clock: 'instant', journalFile: path.join(LOCAL_FOLDER, 'upgrade', 'journal.ndjson') });
  process.env[CONFIG_FOLDER_VARIABLE] = await configFolder(local.region);
  let [passed, failed] = [0, 0];
  try {
    for await (const { title, problem } of upgradeAndRollBack(local, { version: oldest.version, root: from }, next)) {
      if (problem === undefined) passed++;
      else failed++;
      console.log(`${problem === undefined ? 'ok    ' : 'FAILED'} ${title}${problem === undefined ? '' : `\n       ${problem}`}`);
    }
  } finally {
    await local.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
};

await runProgram(main);
