/** A block of commands of docs/deploy.md. */
export interface Step {
  /** The heading above it. */
  readonly heading: string;
  /** What a person does there on a real deployment, and the test for him; absent where the commands run as they stand. */
  readonly byHand?: string;
  readonly commands: string;
}
/** Sections whose commands are run once more, where the page says `again`. */
interface Again {
  readonly sections: readonly string[];
  /** The deployment that they are run for, in place of the page's. */
  readonly as?: string;
}
interface Page {
  /** In the page's order. */
  readonly parts: readonly (Step | Again)[];
  readonly steps: readonly Step[];
}

/** Of the page's commands. */
export const DEPLOYMENT = 'prod';
const slug = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');
/** A fence at the beginning of a line, with the comment that may stand right above it; or a comment that says what is done again. */
const PART = /^(?:<!-- by hand: (.+?) -->\n)?```(\w*)\n([\s\S]*?)^```$|^<!-- again(?: as (\S+))?: (.+?) -->$/gm;

/** The parts of the page. Pure. @throws Error for a block in another language than sh, or a heading that there is not */
export const pageOf = (markdown: string): Page => {
  const parts = markdown
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [heading = ''] = section.split('\n');
      return [...section.matchAll(PART)].map(([, byHand, language, commands = '', as, again]): Step | Again => {
        if (again !== undefined) return { sections: again.split(', '), ...(as ? { as } : {}) };
        if (language !== 'sh')
          throw new Error(`a block below "${heading}" is ${language || 'no language'}: the page has commands only, in sh`);
        return { heading, commands, ...(byHand ? { byHand } : {}) };
      });
    });
  const steps = parts.filter((part): part is Step => 'commands' in part);
  const headings = steps.map(({ heading }) => slug(heading));
  const strange = parts.flatMap((part) => ('sections' in part ? part.sections : [])).find((one) => !headings.includes(one));
  if (strange) throw new Error(`again: no section ${strange} has commands`);
  return { parts, steps };
};

const renamed = ({ commands, ...step }: Step, deployment: string): Step => ({
  ...step,
  commands: commands.replaceAll(new RegExp(`\\b${DEPLOYMENT}\\b`, 'g'), deployment),
});

/** All that is run, in the page's order: again are commands that run as they stand. Pure. */
export const runOf = ({ parts, steps }: Page): readonly Step[] =>
  parts.flatMap((part) => {
    if ('commands' in part) return [part];
    const { sections, as } = part;
    const again = steps.filter(({ heading, byHand }) => byHand === undefined && sections.includes(slug(heading)));
    return as === undefined ? again : again.map((step) => renamed(step, as));
  });
