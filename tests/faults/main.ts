import { PROVEN_SOURCES, sourceHash } from '../../laptop/src/baseline.ts';
import { onLaptop } from '../../laptop/src/program.ts';
import { chosenRows, runAnswers } from './answers/answers.ts';
import { holds } from './answers/row-run.ts';
import { allRows } from './answers/rows.ts';
import { isSound } from './case-run.ts';
import { duration, runMatrix } from './matrix.ts';
import { type MatrixOptions, matrixOptions, UsageError } from './options.ts';
import { writeAnswersPart, writeReliabilityPage } from './reliability-page.ts';
import { type Results, resultsOf } from './results.ts';
import { testedLaptop } from './tested-laptop.ts';

/** `npm run test:faults`: a tenant on-boarded and removed for every fault at every AWS call. Exit code 1 when a case is not sound. */
const main = async (argv: readonly string[]): Promise<number> => {
  const options = matrixOptions(argv);
  const results = await resultsOf(await sourceHash(PROVEN_SOURCES));
  if (options.answers) return answersMain(options, results);
  return onLaptop('faults', async (local) => {
    const { done, stuck, planned, wallSeconds } = await runMatrix(await testedLaptop(local), options, results, console.log);
    if (options.list) return 0;
    const unsound = done.filter((result) => !isSound(result));
    console.log(
      `\n${done.length} of ${planned.length} cases in ${duration(wallSeconds)}: ${done.length - unsound.length} sound, ${unsound.length} not`,
    );
    for (const { faultCase } of unsound) console.log(`  npm run test:faults -- --case ${faultCase}`);
    for (const one of stuck) console.log(`  messages that nobody takes: ${one}`);
    if (options.faultCase === undefined) await writeReliabilityPage(results);
    return unsound.length + stuck.length > 0 ? 1 : 0;
  });
};

/** `npm run test:faults -- --answers`: a tenant through every row. Exit code 1 when one does not hold. */
const answersMain = async (options: MatrixOptions, results: Results): Promise<number> => {
  const all = await allRows();
  const rows = await chosenRows(all, options, results);
  if (options.list) {
    for (const { id } of rows) console.log(id);
    return 0;
  }
  return onLaptop('answers', async (local) => {
    const laptop = await testedLaptop(local);
    const started = Date.now();
    const { done, stuck } = await runAnswers(laptop, rows, options, results.appendRow, console.log);
    const wrong = done.filter((result) => !holds(result));
    console.log(
      `\n${done.length} of ${rows.length} rows in ${duration((Date.now() - started) / 1000)}: ${done.length - wrong.length} hold, ${wrong.length} do not`,
    );
    for (const { row } of wrong) console.log(`  npm run test:faults -- --row ${row}`);
    for (const one of stuck) console.log(`  messages that nobody takes: ${one}`);
    if (options.sample === undefined && (options.row === undefined || wrong.length === 0)) await writeAnswersPart(all, results);
    console.log(`${done.length - wrong.length} passed, ${wrong.length + stuck.length} failed`);
    return wrong.length + stuck.length > 0 ? 1 : 0;
  });
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
// Keep-alive sockets of SDK clients must not keep the process.
process.exit();
