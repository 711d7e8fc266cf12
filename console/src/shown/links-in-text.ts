export interface TextPart {
  readonly text: string;
  readonly isUrl: boolean;
}

/** An address ends before a bracket, and before the sentence's full stop. */
const URL_IN_TEXT = /(https:\/\/[^\s()<>"]*[^\s()<>".,;:])/;

/** A text cut into addresses and what stands between them. */
export const partsOf = (text: string): readonly TextPart[] =>
  text.split(URL_IN_TEXT).flatMap((part, i) => (part === '' ? [] : [{ text: part, isUrl: i % 2 === 1 }]));
