// Runs the command that install.mjs has installed, and writes how it ended into the job's summary. Plain Node.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import path from 'node:path';

const { ARGUMENTS = '', CLIENT_ID, CLIENT_SECRET, TOKEN, RUNNER_TEMP = '.', GITHUB_STEP_SUMMARY, GITHUB_OUTPUT, ...others } = process.env;
const BIN = path.join(RUNNER_TEMP, 'tenantry', 'node_modules', 'tenantry', 'tenantry.mjs');
/** Of what is shown of the output; a summary may have 1 MiB in all (GitHub Docs, "Workflow commands", job summaries). Characters. */
const MOST = 64_000;

const words = ARGUMENTS.split(/\r?\n/)
  .map((line) => line.trim())
  .filter(Boolean);
/** An input that is not given is empty: the command then looks into the environment of the job. */
const given = Object.entries({ TENANTRY_CLIENT_ID: CLIENT_ID, TENANTRY_CLIENT_SECRET: CLIENT_SECRET, TENANTRY_TOKEN: TOKEN });
const env = { ...others, ...Object.fromEntries(given.filter(([, value]) => value)), NO_COLOR: '1' };

/** Passes on what a stream says, and keeps its end. */
const kept = (stream, to, keep) =>
  stream.setEncoding('utf8').on('data', (text) => {
    to.write(text);
    keep(text);
  });
let [stdout, all] = ['', ''];
const child = spawn(process.execPath, [BIN, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
kept(child.stdout, process.stdout, (text) => {
  stdout = (stdout + text).slice(-MOST);
  all = (all + text).slice(-MOST);
});
kept(child.stderr, process.stderr, (text) => {
  all = (all + text).slice(-MOST);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
const code = await new Promise((resolve, reject) => {
  child.once('error', reject);
  child.once('close', (ended) => resolve(ended ?? 130));
});

/** As Markdown shows it letter by letter: what people have written, such as names, is no Markdown and no HTML. */
const verbatim = (text) => text.trimEnd().replaceAll(/^/gm, '    ');
const title = `tenantry ${words[0] ?? ''}: ${code === 0 ? 'done' : `ended with ${code}`}`;
if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, `### ${title.replaceAll(/[^\w :-]/g, '')}\n\n${verbatim(all)}\n\n`);
if (GITHUB_OUTPUT) {
  // A line of the output that nobody can know ends it (GitHub Docs, "Workflow commands", multiline strings).
  const end = randomUUID();
  appendFileSync(GITHUB_OUTPUT, `exit-code=${code}\nstdout<<${end}\n${stdout.trimEnd()}\n${end}\n`);
}
process.exitCode = code;
