import { describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { programOf } from './program.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';

/** The whole command, of which nothing does anything: what it was asked for is kept. */
const idle = () => {
  const { terminal, remove } = fakeTerminal();
  const ran: string[] = [];
  const program = programOf({ terminal, exitCode: 0 }, false);
  const leaves: (readonly [path: string, command: Command])[] = [];
  const walk = (command: Command, path: string): void => {
    if (command.commands.length > 0) {
      for (const one of command.commands) walk(one, `${path} ${one.name()}`.trim());
      return;
    }
    command.action(() => void ran.push(path));
    // Those that the shell asks are no people's.
    if (!command.name().startsWith('__')) leaves.push([path, command]);
  };
  walk(program, '');
  remove();
  return { program, leaves, ran };
};
const { leaves } = idle();
const helpOf = (command: Command): string => {
  const parts: string[] = [];
  command.configureOutput({ ...command.configureOutput(), writeOut: (part) => parts.push(part) });
  command.outputHelp();
  return parts.join('');
};
const examplesIn = (help: string): readonly string[] => {
  const lines = help.slice(help.indexOf('\nExamples:\n') + 1).split('\n');
  return lines.slice(1, lines.indexOf('')).map((line) => line.trim());
};
/** Words as a shell makes them of a line, without what it does itself. */
const words = (line: string): readonly string[] =>
  [...line.replace(/ > \S+$/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

test('the command has as many commands as people know', () => {
  expect(leaves.length).toBeGreaterThan(40);
});

describe.each(leaves)('tenantry %s --help', (path, command) => {
  const help = helpOf(command);
  test('has examples that this very command takes as they stand', async () => {
    const examples = examplesIn(help);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const { program, ran } = idle();
      const [name, ...rest] = words(example);
      expect(name).toBe('tenantry');
      await program.parseAsync([...rest], { from: 'user' });
      expect(ran).toEqual([path]);
    }
  });

  test('has its exit codes', () => {
    expect(help).toContain('\nExit codes:\n    0  done\n');
    const takes = (pattern: RegExp) =>
      [...command.registeredArguments.map((one) => one.name()), ...command.options.map((one) => one.long ?? '')].some((one) =>
        pattern.test(one),
      );
    expect(/^ {4}4 /m.test(help)).toBe(takes(/^(tenants?|letters?|--tenant|--again)$/));
    expect([/^ {4}6 /m, /^ {4}9 /m].map((line) => line.test(help))).toEqual([takes(/^--timeout$/), takes(/^--timeout$/)]);
  });
});

test.each(['plan', 'onboard', 'doctor', 'access', 'export', 'verify-certificate'])('%s may end with 8, and says so', (path) => {
  const found = leaves.find(([name]) => name === path);
  expect(found && helpOf(found[1])).toMatch(/^ {4}8 {2}the answer is no/m);
});
