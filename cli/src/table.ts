import truncate from 'cli-truncate';
import widthOf from 'string-width';

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Cuts a line at a width of the screen. */
export const cut = (line: string, width: number): string =>
  width === Number.POSITIVE_INFINITY ? line : truncate(line, Math.max(1, width));

/** A cell is one line. */
const oneLine = (cell: string): string => cell.replace(/\s*\n\s*/g, ' ');

const columns = (all: readonly (readonly string[])[], width = Number.POSITIVE_INFINITY): string => {
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

/** Columns side by side; `width` cuts lines, Infinity leaves them whole. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[], width?: number): string =>
  columns(
    (header.length > 0 ? [header, ...rows] : rows).map((row) => row.map(oneLine)),
    width,
  );

/** `name  value` lines, without those that have no value. */
export const fields = (rows: readonly (readonly [name: string, value: string | undefined])[]): string =>
  columns(rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[`  ${name}`, value]])));
