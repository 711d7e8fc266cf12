import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, type ExitCode } from '../cli/src/exit-code.ts';
import type { Terminal } from '../cli/src/terminal.ts';
import { groundOf } from './ground.ts';
import { requestTenant } from './life.ts';
import { acceptanceLaptop, LAPTOP_OPTIONS } from './on-laptop.ts';
import { referenceOf } from './reference.ts';
import { lived, REFERENCE_FILE } from './run.ts';
import { type StepShape, shapesOf } from './shape.ts';

const oneLife = async (terminal: Terminal): Promise<readonly StepShape[]> => {
  const ground = await groundOf(terminal, LAPTOP_OPTIONS);
  const since = terminal.now();
  const id = await requestTenant(ground, 'admin@acceptance.example.com');
  const { trace, failure } = await lived(ground, id, since);
  if (failure !== undefined) throw failure;
  return shapesOf(trace);
};

/** `npm run acceptance -- --keep`: lives several tenants through on a laptop of its own, and keeps what it saw as the reference. */
export const keep = async (given: Terminal, runs: number): Promise<ExitCode> => {
  const shapes: (readonly StepShape[])[] = [];
  await acceptanceLaptop(given, async (terminal) => {
    for (let n = 1; n <= runs; n++) {
      terminal.err.write(`run ${n} of ${runs}\n`);
      shapes.push(await oneLife(terminal));
    }
  });
  const reference = referenceOf(shapes);
  await mkdir(path.dirname(fileURLToPath(REFERENCE_FILE)), { recursive: true });
  await writeFile(REFERENCE_FILE, `${JSON.stringify(reference, null, 1)}\n`);
  given.out.write(`kept what ${reference.steps.length} steps did in ${runs} runs\n`);
  return EXIT.ok;
};
