import { spawn } from 'node:child_process';
import { quickly } from './quick-completion.ts';

/** Answers to a Tab, if it can at once. @returns whether it did */
export const answersTab = ([, program = '', asked, ...words]: readonly string[]): Promise<boolean> =>
  asked === '__complete'
    ? quickly(words[0] === '--' ? words.slice(1) : words, {
        env: process.env,
        cwd: process.cwd(),
        write: (text) => void process.stdout.write(text),
        refresh: () => spawn(process.execPath, [program, '__names'], { detached: true, stdio: 'ignore' }).unref(),
        now: Date.now(),
      })
    : Promise.resolve(false);
