import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { everyStack } from './every-stack.ts';
import { fileOf } from './files.ts';

const HELP = `Usage: npm run templates -- --out DIR [--stage dev] [--config FILE]

Writes every CloudFormation template of a deployment as it would be sent to AWS: DIR/<account>/<region>/<stack>.json. Needs no credentials.

  --out DIR      where to; files of the same names are overwritten
  --stage NAME   the deployment; its name is part of most resources' names (dev)
  --config FILE  its configuration (config/<stage>.json)

Values that AWS or another stack answers while it is deployed (ids of the organization, of VPCs, of a certificate) are examples. The
functions' code is not bundled: templates name only where it is uploaded.`;

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    stage: { type: 'string', default: 'dev' },
    config: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(HELP);
} else if (!values.out) {
  console.error(`--out is missing\n\n${HELP}`);
  process.exitCode = 2;
} else {
  try {
    for (const stack of await everyStack(values.stage, values.config)) {
      const file = path.join(values.out, fileOf(stack));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, stack.body);
      console.log(file);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
