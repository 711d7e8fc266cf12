/**
 * A buildspec path pattern as a regular expression over `/`-separated paths: `*` stays in one folder, a double star crosses folders, a
 * question mark is one character. https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html (artifacts/files)
 */
export const globPattern = (glob: string): RegExp => {
  const source = glob
    .replace(/^\.\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, (wildcard) => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' })[wildcard] ?? '[^/]');
  return new RegExp(`^${source}$`);
};
