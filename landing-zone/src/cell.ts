/** Logical id of a cell: `a-1` is `CellA1`. */
export const cellId = (name: string): string =>
  `Cell${name.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase())}`;
