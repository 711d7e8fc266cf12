/** Of a document: code blocks hold examples, not links and not headings. */
export const proseOf = (text: string): string => text.replace(/^```.*?^```/gms, '');

/** Anchors of a document's headings, as GitHub makes them. */
export const anchorsOf = (text: string): readonly string[] =>
  [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-'),
  );
