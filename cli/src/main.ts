import { processTerminal } from './process-terminal.ts';
import { run } from './run.ts';

/** The process `tenantry`. It ends without `process.exit`, so that everything it wrote arrives. */
export const main = async (): Promise<void> => {
  process.exitCode = await run(process.argv.slice(2), processTerminal());
};
