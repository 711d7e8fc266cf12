import { parseDocument, type ScalarTag } from 'yaml';

/** A template as CloudFormation reads it, intrinsic functions in their long form. */
export interface Document {
  readonly Resources: Readonly<Record<string, DocumentResource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
}
export interface DocumentResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Short forms of intrinsic functions that our YAML uses (CloudFormation User Guide, "Intrinsic function reference"). */
const customTags: ScalarTag[] = [
  { tag: '!Ref', resolve: (name) => ({ Ref: name }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
  { tag: '!GetAtt', resolve: (name) => ({ 'Fn::GetAtt': name.split('.') }) },
];

/** @throws Error that says what is no YAML, or which short form is unknown here */
export const documentOf = (body: string): Document => {
  if (body.startsWith('{')) return JSON.parse(body) as Document;
  const document = parseDocument(body, { customTags });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw problem;
  return document.toJS() as Document;
};
