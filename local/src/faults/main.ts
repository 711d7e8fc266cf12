import { sourceHash } from '../baseline.ts';
import { onLaptop } from '../program.ts';
import { isSound } from './cell-run.ts';
import { duration, runMatrix } from './matrix.ts';
import { matrixOptions, UsageError } from './options.ts';
import { writeReliabilityPage } from './reliability-page.ts';
import { resultsOf } from './results.ts';
import { testedLaptop } from './tested-laptop.ts';

/** `npm run test:faults`: a tenant there and back for every fault at every AWS call. Exit code 1 when a cell is not sound. */
const main = async (argv: readonly string[]): Promise<number> => {
  const options = matrixOptions(argv);
  const hash = await sourceHash();
  const results = await resultsOf(hash);
  return onLaptop(
    'faults',
    async (local) => {
      const { done, stuck, planned, wallSeconds } = await runMatrix(await testedLaptop(local.url), options, results, console.log);
      if (options.list) return 0;
      const unsound = done.filter((result) => !isSound(result));
      console.log(
        `\n${done.length} of ${planned.length} cells in ${duration(wallSeconds)}: ${done.length - unsound.length} sound, ${unsound.length} not`,
      );
      for (const { cell } of unsound) console.log(`  npm run test:faults -- --cell ${cell}`);
      for (const one of stuck) console.log(`  messages that nobody takes: ${one}`);
      if (options.cell === undefined) await writeReliabilityPage(results);
      return unsound.length + stuck.length > 0 ? 1 : 0;
    },
    hash,
  );
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
// Keep-alive sockets of SDK clients must not keep the process.
process.exit();
