/** A block of commands of docs/deploy.md. */
export interface Step {
  /** The heading above it. */
  readonly heading: string;
  /** What a person does there on a real deployment, and the test for him; absent where the commands run as they stand. */
  readonly byHand?: string;
  readonly commands: string;
}
interface Page {
  readonly steps: readonly Step[];
  /** Headings whose commands are run once more, where the page says "again". */
  readonly again: readonly string[];
}

const slug = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');
const AGAIN = /<!-- again: (.+?) -->/;
/** A fence at the beginning of a line, with the comment that may stand right above it. */
const BLOCK = /^(?:<!-- by hand: (.+?) -->\n)?```(\w*)\n([\s\S]*?)^```$/gm;

/** The steps of the page, in its order. Pure. @throws Error for a block in another language than sh, or a heading that there is not */
export const pageOf = (markdown: string): Page => {
  const sections = markdown.split(/^## /m).slice(1);
  const steps = sections.flatMap((section) => {
    const [heading = ''] = section.split('\n');
    return [...section.matchAll(BLOCK)].map(([, byHand, language, commands = '']): Step => {
      if (language !== 'sh')
        throw new Error(`a block below "${heading}" is ${language || 'no language'}: the page has commands only, in sh`);
      return { heading, commands, ...(byHand ? { byHand } : {}) };
    });
  });
  const again = (AGAIN.exec(markdown)?.[1] ?? '').split(', ').filter(Boolean);
  const headings = steps.map(({ heading }) => slug(heading));
  const strange = again.find((one) => !headings.includes(one));
  if (strange) throw new Error(`again: no section ${strange} has commands`);
  return { steps, again };
};

/** All that is run: the page, then what it says is done again. Pure. */
export const runOf = ({ steps, again }: Page): readonly Step[] => [
  ...steps,
  ...steps.filter(({ heading, byHand }) => byHand === undefined && again.includes(slug(heading))),
];
