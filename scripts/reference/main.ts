import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EXIT_TEXT } from '../../cli/src/exit-code.ts';
import { processTerminal } from '../../cli/src/process-terminal.ts';
import { programOf } from '../../cli/src/program.ts';
import { bringUpToDate, ROOT, readRepository } from '../generated-files.ts';
import { commandsPage } from './commands.ts';
import { errorsPage, type Source } from './errors.ts';

/** The product's files below a folder, without what tests them. */
const sourcesIn = (...patterns: readonly string[]): readonly Source[] =>
  globSync([...patterns], { cwd: fileURLToPath(ROOT), exclude: (file) => /(^|\/)(testing|node_modules)(\/|$)/.test(file) })
    .filter((file) => !/\.(test|answers)\.ts$/.test(file))
    .sort()
    .map((file) => [file, readRepository(file)]);

bringUpToDate(
  'The pages of reference',
  new Map([
    ['docs/commands.md', commandsPage(programOf({ terminal: processTerminal(), exitCode: 0 }, false), EXIT_TEXT)],
    ['docs/errors.md', errorsPage(sourcesIn('services/admin/src/**/*.ts'), sourcesIn('services/*/src/**/*.ts', 'shared/src/**/*.ts'))],
  ]),
);
