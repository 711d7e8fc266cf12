/** A file of the product: its path from the root, and its text. */
export type Source = readonly [file: string, text: string];

interface Known {
  readonly code: string;
  readonly says: string;
  readonly status?: string;
}

const TEXT = String.raw`(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|${'`'}((?:\\.|[^${'`'}\\])*)${'`'})`;
const PROBLEM = new RegExp(String.raw`new Problem\(\s*(\d{3}),\s*'([a-z-]+)',\s*${TEXT}`, 'g');
const STALL = new RegExp(String.raw`code: '([A-Z]\w+)',\s*advice:\s*${TEXT}`, 'g');

/** A text of the code for a reader: what is put in at run time is an ellipsis, and a section of the runbook a link. */
export const forReader = (text: string): string =>
  text
    .replace(/\\(['"`])/g, '$1')
    .replace(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '…')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replace(/docs\/(runbook|deploy|versions)\.md(#[\w-]+)?/g, (_, page: string, anchor = '') => `[${page}](${page}.md${anchor})`);

const found = (sources: readonly Source[], pattern: RegExp, read: (groups: readonly string[]) => Known): readonly Known[] => {
  const all = sources.flatMap(([, text]) => [...text.matchAll(pattern)].map((match) => read(match.slice(1).map((group) => group ?? ''))));
  const once = new Map(all.map((one) => [`${one.code} ${one.says}`, one]));
  return [...once.values()].sort((a, b) => a.code.localeCompare(b.code) || a.says.localeCompare(b.says));
};

/** Problems that the API answers: code, status, and what it says. */
export const problemsIn = (sources: readonly Source[]): readonly Known[] =>
  found(sources, PROBLEM, ([status = '', code = '', ...texts]) => ({ code, status, says: forReader(texts.join('')) }));

/** Codes of our own with which a stage stalls, and the advice. */
export const stallsIn = (sources: readonly Source[]): readonly Known[] =>
  found(sources, STALL, ([code = '', ...texts]) => ({ code, says: forReader(texts.join('')) }));

/** `docs/errors.md`. */
export const errorsPage = (api: readonly Source[], stages: readonly Source[]): string => `# Error codes

What the product says in its own words, with the advice; \`npm run generate\` reads it from the code. "…" is what is put in when it happens. AWS's own codes come with AWS's advice, and the [runbook](runbook.md) goes by symptom.

## Of the API

The last part of a problem's \`type\` (\`urn:tenantry:problem:…\`). The answer is \`application/problem+json\` (RFC 9457); \`errors\` names fields.

| Code | Status | Says |
| --- | ---: | --- |
${problemsIn(api)
  .map(({ code, status, says }) => `| \`${code}\` | ${status} | ${says} |`)
  .join('\n')}

## Of a stage

The code of a stage that needs attention. [A retry](runbook.md#retry-a-stage) goes on where it stopped, once the cause is gone.

| Code | Advice |
| --- | --- |
${stallsIn(stages)
  .map(({ code, says }) => `| \`${code}\` | ${says} |`)
  .join('\n')}
`;
