import { shapeOf } from '../../cli/src/command-shape.ts';
import { programOf } from '../../cli/src/program.ts';
import type { Files } from '../generated-files.ts';

/** The file that `cli/src/quick-completion.ts` reads. */
export const shapeFiles = (): Files => {
  // Nothing is run, so nothing is written: its width alone is asked for.
  const output = { write: () => undefined, isTTY: false, columns: 80 };
  const program = programOf({ terminal: { out: output, err: output } } as never, false);
  const text = `// Written by npm run generate: what a shell completes of the command.\nimport type { Shape } from '../completion.ts';\n\nexport const commands: Shape = ${JSON.stringify(shapeOf(program), null, 2)};\n`;
  return new Map([['cli/src/generated/commands.ts', text]]);
};
