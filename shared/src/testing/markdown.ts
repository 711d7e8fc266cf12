import GithubSlugger from 'github-slugger';

/** Of a document: code blocks hold examples, not links and not headings. */
export const proseOf = (text: string): string => text.replace(/^```.*?^```/gms, '');

/** Anchors of a document's headings, as GitHub makes them. */
export const anchorsOf = (text: string): readonly string[] => {
  const slugger = new GithubSlugger();
  return [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugger.slug(heading.trim()));
};

/** The sections of a document by anchor, without their headings: what stands between one heading of the second level and the next. */
export const sectionsOf = (text: string): ReadonlyMap<string, string> => {
  const parts = text.split(/^(?=## )/m).slice(1);
  return new Map(parts.map((part): [string, string] => [anchorsOf(part)[0] ?? '', part.slice(part.indexOf('\n') + 1).trim()]));
};
