import { constants } from 'node:fs';
import { access, chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Programs of the build image that talk to AWS, to a registry or to the database. */
const TOOLS = ['aws', 'node', 'npm', 'npx'] as const;

const findIn = async (toolPath: string, tool: string): Promise<string | undefined> => {
  for (const folder of toolPath.split(delimiter).filter((one) => one !== '')) {
    const file = join(folder, tool);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
};

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * In a container of AWS's a program reaches AWS, the registry and the database by the network alone, with whatever environment it is
 * started. On the laptop the way there is told by variables: each tool gets back those that are missing, and keeps what it was given.
 * Answers the folder for `PATH`.
 */
export const writeTools = async (
  folder: string,
  toolPath: string,
  machine: Readonly<Record<string, string>>,
  { NODE_OPTIONS, ...network }: Readonly<Record<string, string>>,
): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const missing = Object.entries({ ...machine, ...network }).map(
    ([name, value]) => `[ -n "\${${name}+set}" ] || export ${name}=${quote(value)}`,
  );
  // Of a program's own options none is lost.
  const options =
    NODE_OPTIONS === undefined
      ? []
      : [
          `hook=${quote(NODE_OPTIONS)}`,
          // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
          'case "${NODE_OPTIONS:-}" in *"$hook"*) ;; *) export NODE_OPTIONS="$hook${NODE_OPTIONS:+ $NODE_OPTIONS}" ;; esac',
        ];
  for (const tool of TOOLS) {
    const real = await findIn(toolPath, tool);
    if (real === undefined) continue;
    const file = join(folder, tool);
    await writeFile(file, ['#!/bin/sh', ...missing, ...options, `exec ${quote(real)} "$@"`, ''].join('\n'));
    await chmod(file, 0o755);
  }
  return folder;
};
