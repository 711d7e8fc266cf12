import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../templates/root.ts';
import { described, identityOf, KEPT_FILE, type KeptRequest, keptRequests, readJournal, sorted } from './kept.ts';
import { everyRole } from './roles.ts';

const DEMO = path.join(ROOT, '.local/journal.ndjson');
const HELP = `Usage: npm run iam:keep -- [JOURNAL…] [--anew | --check]

Adds to judges/generated/iam-requests.json every request to IAM that runs of the product made and the file lacks. A journal is what the
laptop's AWS writes: .local/journal.ndjson of the last demo, where none is named; with TENANTRY_KEEP_JOURNAL=FILE also \`npm test\`
adds its own to a file.

  --anew    forget what was kept: after a permission is no longer asked for. Give the journals of all runs then.
  --check   write nothing: say what the file lacks, and end with the sum`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    anew: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const files = positionals.length > 0 ? positionals : [DEMO];
const absent = files.filter((file) => !existsSync(file));

const keep = (): void => {
  const roles = everyRole('dev');
  const read = files.map((file) => readJournal(readFileSync(file, 'utf8'), roles));
  const before = values.anew ? [] : keptRequests();
  const known = new Set(before.map(identityOf));
  const found = new Map(read.flatMap(({ requests }) => requests).map((request) => [identityOf(request), request]));
  const more = [...found.values()].filter((request) => !known.has(identityOf(request)));
  const mistakes = new Set(read.flatMap((one) => one.mistakes));
  for (const mistake of mistakes) console.error(mistake);
  if (mistakes.size > 0) process.exitCode = 1;
  if (values.check) check([...found.values()], more, mistakes.size);
  else {
    const requests = sorted([...before, ...more]);
    writeFileSync(KEPT_FILE, `[\n${requests.map((request) => JSON.stringify(request)).join(',\n')}\n]\n`);
    console.log(`${requests.length} requests are kept, ${more.length} of them new`);
  }
};

/** The last line is a part's of the long tests. A journal in which the product asks for nothing shows nothing: that is a failure. */
const check = (found: readonly KeptRequest[], more: readonly KeptRequest[], mistakes: number): void => {
  for (const request of more) console.error(`not kept: ${described(request)}`);
  if (more.length > 0) console.error('Keep them with `npm run iam:keep`: a permission that only they need could vanish unseen.');
  if (found.length === 0) console.error(`no role of the product asks for anything in ${files.join(', ')}`);
  const failed = more.length + mistakes + (found.length === 0 ? 1 : 0);
  if (failed > 0) process.exitCode = 1;
  console.log(`${found.length - more.length} passed, ${failed} failed`);
};

if (values.help) console.log(HELP);
else if (absent.length > 0) {
  console.error(`there is no ${absent.join(', ')}: \`npm run demo -- --once --offboard\` writes one\n\n${HELP}`);
  process.exitCode = 2;
} else keep();
