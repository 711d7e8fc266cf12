import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Every file that is committed or about to be, relative to the root, with `/`. */
export const files: readonly string[] = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 1e8,
})
  .split('\0')
  .filter((file) => file !== '' && existsSync(path.join(root, file)) && statSync(path.join(root, file)).isFile());

export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Written by a program: nobody reads it line by line. */
export const isGenerated = (file: string): boolean =>
  /(^|\/)(generated|baseline)\//.test(file) || /(^|\/)(package-lock\.json|requirements\.txt)$/.test(file);
export const isTest = (file: string): boolean => /\.(test|answers)\.tsx?$/.test(file) || /(^|\/)(tests|testing)\//.test(file);
export const isCode = (file: string): boolean => /\.(ts|tsx|mjs|js|py|sql|css)$/.test(file) && !isGenerated(file);
/** What runs in AWS. */
export const isProduct = (file: string): boolean =>
  /^(events-schema|saga|shared|services|landing-zone|tenant-app)\//.test(file) && !isTest(file) && !isGenerated(file);

/** `file:line: text` of every line that matches. */
export const matches = (file: string, pattern: RegExp): readonly string[] =>
  read(file)
    .split('\n')
    .flatMap((text, i) => (pattern.test(text) ? [`${file}:${i + 1}: ${text.trim().slice(0, 160)}`] : []));

/** The file with the values of constants that hold a document's path in place of their names. */
export const spelled = (file: string): string =>
  [...read(file).matchAll(/const ([A-Z_]+) = '(docs\/[\w/.#-]+)';/g)].reduce(
    (text, [, name, path = '']) => text.replaceAll(`\${${name}}`, path),
    read(file),
  );

/** `line: comment` of each line of comments, without the code beside it. */
export const commentsOf = (text: string): readonly string[] => {
  let isBlock = false;
  return text.split('\n').flatMap((line, i) => {
    const isStart = /^\s*\/\*/.test(line);
    const isComment = isBlock || isStart;
    if (isComment) isBlock = !line.includes('*/');
    const comment = isComment ? line : /(?:^|\s)\/\/ (.*)$/.exec(line)?.[1];
    return comment === undefined ? [] : [`${i + 1}: ${comment.trim()}`];
  });
};
