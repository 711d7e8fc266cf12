import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type Answers, type FakeApi, fakeApi } from './fake-api.ts';
import { type FakeTerminal, type FakeTerminalOptions, fakeTerminal } from './fake-terminal.ts';

/** An API for a file of tests, and terminals that are signed in to it. */
export const commandFixture = () => {
  let api: FakeApi;
  const terminals: FakeTerminal[] = [];
  beforeAll(async () => {
    api = await fakeApi();
  });
  afterEach(() => {
    api.taken.splice(0);
    for (const terminal of terminals.splice(0)) terminal.remove();
  });
  afterAll(() => api.close());
  return {
    /** A terminal, with what the API answers. */
    terminal: (answers: Answers, options: FakeTerminalOptions = {}): FakeTerminal => {
      api.answer(answers);
      const made = fakeTerminal({ apiUrl: api.url, ...options });
      terminals.push(made);
      return made;
    },
    /** Requests that the API has taken. */
    taken: (route?: string) => api.taken.filter((one) => route === undefined || one.route === route),
    url: () => api.url,
  };
};
