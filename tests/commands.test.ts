import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { programOf } from '../cli/src/program.ts';
import { files, isCode, isGenerated, isTest, read, root } from './repository.ts';

/** What documents, and texts of the product, ask people to type. */
interface Told {
  readonly file: string;
  readonly words: readonly string[];
}
/** Code of a document: in blocks by line, and within a line. */
const codeOf = (document: string): readonly string[] => {
  // Between a document's fences its parts take turns: prose, block, prose, …
  const parts = document.split(/^ *```/m);
  const blocks = parts.filter((part, i) => i % 2 === 1 && /^(sh|console)?\n/.test(part));
  const inline = parts.filter((_, i) => i % 2 === 0).flatMap((prose) => [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code));
  return [...blocks.flatMap((block) => block.replaceAll(/\\\n\s*/g, ' ').split('\n')), ...inline];
};
const lines = files.flatMap((file) => {
  if (file.endsWith('.md')) return codeOf(read(file)).map((line) => ({ file, line }));
  return isCode(file) && !isGenerated(file) && !isTest(file) && /^(shared|services|landing-zone|cli|console)\/(?!browser)/.test(file)
    ? read(file)
        .split('\n')
        .map((line) => ({ file, line }))
    : [];
});
/** Words of every command that begins so, to its end. */
const told = (begin: RegExp): readonly Told[] =>
  lines.flatMap(({ file, line }) =>
    [...line.matchAll(new RegExp(`(?:^|[\\s($"'\`;|])(${begin.source}[^|;#\`'")&]*)`, 'g'))].map(([, command = '']) => ({
      file,
      words: command.trim().split(/\s+/),
    })),
  );
const shown = ({ file, words }: Told): string => `${file}: ${words.join(' ')}`;

describe('what people are told to type is there', () => {
  const manifests = files.filter((file) => path.posix.basename(file) === 'package.json');
  /** Scripts of a document's folder, of those above it and below it. */
  const scripts = (file: string): readonly string[] => {
    const folder = path.posix.dirname(file);
    const near = manifests
      .map((manifest) => path.posix.dirname(manifest))
      .filter((one) => one === '.' || `${one}/`.startsWith(`${folder}/`) || folder.startsWith(one));
    return near.flatMap((one) =>
      Object.keys((JSON.parse(read(path.posix.join(one, 'package.json'))) as { scripts?: object }).scripts ?? {}),
    );
  };
  test('scripts of npm', () => {
    const all = told(/npm run [a-z]/);
    expect(all.length).toBeGreaterThan(40);
    expect(all.filter(({ file, words }) => !scripts(file).includes(words[2] ?? '')).map(shown)).toEqual([]);
  });

  test('programs of npx', () => {
    const all = told(/npx [a-z]/);
    expect(all.length).toBeGreaterThan(40);
    expect(all.filter(({ words }) => !existsSync(path.join(root, 'node_modules/.bin', words[1] ?? ''))).map(shown)).toEqual([]);
  });

  test('functions and samples of serverless invoke', () => {
    const all = told(/npx serverless invoke local /).filter(({ file }) => file.startsWith('services/'));
    expect(all.length).toBeGreaterThan(20);
    const missing = all.filter(({ file, words }) => {
      const folder = path.dirname(file);
      const named = words[words.indexOf('--function') + 1];
      const sample = words.includes('--path') ? words[words.indexOf('--path') + 1] : undefined;
      const hasFunction = named === 'handler' || new RegExp(`^\\s+${named}: `, 'm').test(read(`${folder}/serverless.ts`));
      // What a line before it has written.
      const isMade = sample !== undefined && read(file).includes(` > ${sample}\n`);
      return !hasFunction || (sample !== undefined && !isMade && !files.includes(`${folder}/${sample}`));
    });
    expect(missing.map(shown)).toEqual([]);
  });

  /** What does not fit of a command line of `tenantry`. */
  const misfit = (program: Command, words: readonly string[]): string | undefined => {
    let command = program;
    for (const word of words) {
      const name = word.replace(/[….,:\][]+$/, '');
      const next = command.commands.find((one) => one.name() === name || one.aliases().includes(name));
      if (next) command = next;
      else if (/^-/.test(name)) {
        const flag = name.split('=')[0] ?? '';
        const known = [program, command].flatMap(({ options }) => options.flatMap(({ long, short }) => [long, short]));
        if (![...known, '--help', '-h', '--version'].includes(flag)) return `${command.name()} has no ${flag}`;
      } else if (command.commands.length > 0) return `${command.name()} has no ${name}`;
    }
    return undefined;
  };
  test('commands and options of tenantry', () => {
    const terminal = { out: { write: () => true, columns: 80 }, err: { write: () => true, columns: 80 } };
    const program = programOf({ terminal } as never, false);
    const all = told(/(?:npx |\$ )?tenantry [a-z]/).filter(({ file }) => file.endsWith('.md'));
    expect(all.length).toBeGreaterThan(40);
    const wrong = all.flatMap((one) => {
      const problem = misfit(program, one.words.slice(one.words.indexOf('tenantry') + 1));
      return problem ? [`${shown(one)}: ${problem}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  /** The SDK's names of services that the AWS CLI calls otherwise. */
  const CLIENTS: Readonly<Record<string, string>> = {
    ce: 'cost-explorer',
    'cognito-idp': 'cognito-identity-provider',
    events: 'eventbridge',
    logs: 'cloudwatch-logs',
  };
  /** Commands of the AWS CLI itself. */
  const OF_CLI = ['s3', 'configure', 'logs tail', 'acm wait'];
  test('calls of AWS, of every service whose client is installed', () => {
    const all = told(/aws [a-z0-9-]+ [a-z0-9-]+/).filter(({ words: [, service = '', call = ''] }) => {
      const isOfCli = OF_CLI.includes(service) || OF_CLI.includes(`${service} ${call}`);
      return !isOfCli && existsSync(path.join(root, `node_modules/@aws-sdk/client-${CLIENTS[service] ?? service}`));
    });
    expect(all.length).toBeGreaterThan(30);
    const commandsOf = (service: string): readonly string[] =>
      readdirSync(path.join(root, `node_modules/@aws-sdk/client-${CLIENTS[service] ?? service}/dist-types/commands`)).map((file) =>
        file.replace('Command.d.ts', '').toLowerCase(),
      );
    const wrong = all.filter(({ words: [, service = '', call = ''] }) => !commandsOf(service).includes(call.replaceAll('-', '')));
    expect(wrong.map(shown)).toEqual([]);
  });
});
