import type { Output } from './terminal.ts';

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39], cyan: [36, 39] } as const;
type Style = keyof typeof CODES;
export type Styles = Readonly<Record<Style, (text: string) => string>>;

/** Colours in a terminal; `NO_COLOR` (no-color.org) takes them away, `FORCE_COLOR` brings them into a pipe. */
export const stylesOf = ({ isTTY }: Output, { NO_COLOR, FORCE_COLOR, TERM }: Readonly<Record<string, string | undefined>>): Styles => {
  const isPlain = NO_COLOR ? true : FORCE_COLOR ? FORCE_COLOR === '0' : !isTTY || TERM === 'dumb';
  const style =
    ([on, off]: readonly [number, number]) =>
    (text: string) =>
      isPlain || text === '' ? text : `\u001b[${on}m${text}\u001b[${off}m`;
  return Object.fromEntries(Object.entries(CODES).map(([name, codes]) => [name, style(codes)])) as Styles;
};
