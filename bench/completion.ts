import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * How long a person waits after Tab, in this working copy: `node --import tsx bench/completion.ts [--runs N]`. In turns with loading the
 * whole command, which a Tab did before, so that what else the machine does affects both. Milliseconds are this machine's.
 */
const BIN = fileURLToPath(new URL('../cli/bin/tenantry.mjs', import.meta.url));
const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' } } });

const CASES: Readonly<Record<string, readonly string[]>> = {
  'Tab after a command': ['__complete', '--', 'sho'],
  'Tab after an option': ['__complete', '--', 'list', '--state', 'off'],
  'the whole command': ['--version'],
};
const took = (words: readonly string[]): number => {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [BIN, ...words]);
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  return performance.now() - began;
};

const times = new Map(Object.keys(CASES).map((name) => [name, [] as number[]]));
for (let run = 0; run < Number(values.runs); run++) for (const [name, words] of Object.entries(CASES)) times.get(name)?.push(took(words));
for (const [name, all] of times) {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (part: number): string => `${Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0)} ms`.padStart(8);
  console.log(`${name.padEnd(24)} median ${at(0.5)}   95 % ${at(0.95)}`);
}
