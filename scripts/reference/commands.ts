import type { Command, Option } from 'commander';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** A command's lines: how it is called, what it does, and the options that are its own. */
const linesOf = (command: Command, parents: readonly string[], common: ReadonlySet<string>): readonly string[] => {
  const way = [...parents, command.name()];
  const own = command.options.filter(({ flags, hidden }: Option) => !common.has(flags) && !hidden);
  const called = command.registeredArguments.map((one) => {
    const name = `${one.name()}${one.variadic ? '…' : ''}`;
    return one.required ? `<${name}>` : `[${name}]`;
  });
  const below = command.commands.filter((one) => one.name() !== 'help').flatMap((one) => linesOf(one, way, common));
  if (below.length > 0) return below;
  return [
    `### ${way.join(' ')}`,
    '',
    `\`${['tenantry', ...way, ...called].join(' ')}\`: ${command.description().replaceAll('<', '&lt;')}.`,
    '',
    ...(own.length > 0
      ? [
          '| Option | |',
          '| --- | --- |',
          ...own.map(({ flags, description }) => `| \`${flags.replaceAll('|', '\\|')}\` | ${cell(description)} |`),
          '',
        ]
      : []),
  ];
};

/** `docs/commands.md`: every command of the program, by the groups of its help. @param exitCodes as the program's help has them */
export const commandsPage = (program: Command, exitCodes: Readonly<Record<string, string>>): string => {
  // What every command has stands once, at the top.
  const common = new Set(program.options.map(({ flags }) => flags));
  const groups = Map.groupBy(
    program.commands.filter((one) => one.name() !== 'help'),
    (one) => one.helpGroup().replace(/:$/, '') || 'Others',
  );
  return `# Commands

What \`tenantry --help\` says, on one page; \`npm run generate\` writes it from the program. How to sign in, examples and machines: [cli/README.md](../cli/README.md).

Every command takes \`--json\` (data for programs), \`--profile <name>\` (whose API) and \`--help\`.

| Exit code | |
| ---: | --- |
${Object.entries(exitCodes)
  .map(([code, text]) => `| ${code} | ${cell(text)} |`)
  .join('\n')}

${[...groups].map(([title, commands]) => [`## ${title}`, '', ...commands.flatMap((one) => linesOf(one, [], common))].join('\n')).join('\n')}`
    .trimEnd()
    .concat('\n');
};
