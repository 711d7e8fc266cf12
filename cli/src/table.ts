// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const COLOUR = /\u001b\[\d+m/g;

/** Width on the screen, without colours. */
const widthOf = (text: string): number => text.replace(COLOUR, '').length;
const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Cuts a line at a width; a line that is cut loses its colours. */
export const cut = (line: string, width: number): string =>
  widthOf(line) <= width ? line : `${line.replace(COLOUR, '').slice(0, Math.max(0, width - 1))}…`;

/** Columns side by side; `width` cuts lines, Infinity leaves them whole. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[], width = Number.POSITIVE_INFINITY): string => {
  const all = header.length > 0 ? [header, ...rows] : rows;
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  return all
    .map(
      (row) =>
        `${cut(
          row
            .map((cell, i) => padded(cell, widths[i] ?? 0))
            .join('  ')
            .trimEnd(),
          width,
        )}\n`,
    )
    .join('');
};

/** `name  value` lines, without those that have no value. */
export const fields = (rows: readonly (readonly [name: string, value: string | undefined])[]): string =>
  table(
    [],
    rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[`  ${name}`, value]])),
  );
