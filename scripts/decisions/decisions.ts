/** A decision record of `docs/adr/`. */
export interface Decision {
  readonly file: string;
  readonly number: number;
  readonly title: string;
  /** `accepted`, or how another record changed it, with a link. */
  readonly status: string;
  /** The day on which it was decided. */
  readonly date: string;
}
/** A file of `docs/adr/`: its name and text. */
export type RecordFile = readonly [file: string, text: string];

const HEAD = /^# (?<number>\d+)\. (?<title>.+)\n\n- Status: (?<status>.+)\n- Date: (?<date>.+)\n\n/;
const SECTIONS = ['Context', 'Decision', 'Consequences'];
const STATUS = /^(proposed|accepted|rejected|(narrowed|superseded) by \[ADR \d+\]\(\d{4}-[a-z0-9-]+\.md\)(: .+)?)$/;

/** A record's head, and what is wrong with the record by `docs/adr/0000-template.md`. */
const readRecord = ([file, text]: RecordFile): { readonly decision: Decision; readonly problems: readonly string[] } => {
  const { number = '0', title = '', status = '', date = '' } = HEAD.exec(text)?.groups ?? {};
  const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, section = '']) => section);
  const wrong: readonly (readonly [isWrong: boolean, what: string])[] = [
    [!HEAD.test(text), 'does not begin with "# N. Title", "- Status: …" and "- Date: …"'],
    [!file.startsWith(`${number.padStart(4, '0')}-`), `is number ${number}, and its name says another`],
    [!STATUS.test(status), `has the status "${status}": proposed, accepted, rejected, or narrowed or superseded by [ADR N](file)`],
    [!isDay(date), `has the date "${date}": YYYY-MM-DD`],
    [sections.join() !== SECTIONS.join(), `has the sections ${sections.join(', ')}: ${SECTIONS.join(', ')}`],
  ];
  return {
    decision: { file, number: Number(number), title, status, date },
    problems: wrong.filter(([isWrong]) => isWrong).map(([, what]) => `${file} ${what}`),
  };
};
const isDay = (date: string): boolean => /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date));

/** Reads all records, in the order of their numbers, and says what is wrong with them. */
export const readRecords = (
  files: readonly RecordFile[],
): { readonly decisions: readonly Decision[]; readonly problems: readonly string[] } => {
  const records = files.map(readRecord).sort((a, b) => a.decision.number - b.decision.number);
  const twice = records.flatMap(({ decision: { file, number } }, i) =>
    number === records[i - 1]?.decision.number ? [`${file} has the number ${number}, which another has`] : [],
  );
  return { decisions: records.map(({ decision }) => decision), problems: [...records.flatMap(({ problems }) => problems), ...twice] };
};

/** `docs/adr/README.md`. */
export const indexOf = (decisions: readonly Decision[]): string => `# Decisions

Why it is built as it is: one record per decision, which is not rewritten afterwards. A decision that changes gets a new record, and the old one says by its status which. A new record begins as a copy of [0000-template.md](0000-template.md); \`npm run generate\` writes this list.

| | Decision | Status | Date |
|---:|---|---|---|
${decisions.map(({ number, title, file, status, date }) => `| ${number} | [${title}](${file}) | ${status} | ${date} |`).join('\n')}
`;
