const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
/** A cell that a spreadsheet would run as a formula is text there (OWASP, "CSV Injection"). */
const cell = (text: string): string => quoted(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** Rows as CSV (RFC 4180), each cell in quotes. */
export const csvOf = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
