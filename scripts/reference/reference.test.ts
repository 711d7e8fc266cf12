import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { commandsPage } from './commands.ts';
import { errorsPage, forReader, problemsIn, stallsIn } from './errors.ts';

const source = (text: string) => [['a.ts', text]] as const;

describe('error codes', () => {
  test('are read with status and text, in whatever quotes they stand', () => {
    const text = `
      throw new Problem(404, 'no-evidence', \`\${id} has \${kind ? 'none' : ''} (docs/runbook.md#release-failed).\`, { headers });
      throw new Problem(
        409,
        'not-possible',
        "It isn't possible.",
      );`;
    expect(problemsIn(source(text))).toEqual([
      { code: 'no-evidence', status: '404', says: '… has … ([runbook](runbook.md#release-failed)).' },
      { code: 'not-possible', status: '409', says: "It isn't possible." },
    ]);
  });

  test('of stages are listed once for each advice', () => {
    const stall = "throw new StalledError('full', { code: 'CellFull', advice: 'Off-board a tenant.' });";
    expect(stallsIn(source(`${stall}\n${stall}`))).toEqual([{ code: 'CellFull', says: 'Off-board a tenant.' }]);
    expect(errorsPage([], source(stall))).toContain('| `CellFull` | Off-board a tenant. |');
  });

  test('break no table', () => {
    expect(forReader('a | b <c>')).toBe('a \\| b &lt;c>');
  });
});

test('commands stand with their arguments and own options, those below another by their whole name', () => {
  const program = new Command('tenantry').option('--json', 'print JSON');
  program.commandsGroup('Tenants:');
  program.command('show <tenant>').description('show a tenant').option('--json', 'print JSON').option('--steps', 'a|b');
  program.command('replay').description('replays').command('start').description('start one').option('--json', 'print JSON');
  const page = commandsPage(program, { 0: 'done' });
  expect(page).toContain('## Tenants\n\n### show\n\n`tenantry show <tenant>`: show a tenant.');
  expect(page).toContain('| `--steps` | a\\|b |');
  expect(page).toContain('### replay start\n\n`tenantry replay start`: start one.');
  expect(page).not.toContain('| `--json`');
});
