type Cell = string | number | undefined;

/** A cell that a spreadsheet would run as a formula is text there (OWASP, "CSV Injection"). Numbers stay numbers. */
const cell = (value: Cell): string => {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
};

/** Rows as CSV (RFC 4180), each text in quotes. */
export const csvOf = (rows: readonly (readonly Cell[])[]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
