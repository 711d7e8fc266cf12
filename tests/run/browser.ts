import { browserProgram, NO_BROWSER } from '../../console/browser/browser.ts';
import { runJest } from './jest.ts';

/** `npm run test:browser [-- <arguments of jest>]`: the consoles in a real browser, on the running product. */
const program = browserProgram();
if (!program) {
  console.error(`test:browser: ${NO_BROWSER}`);
  process.exitCode = 1;
} else {
  console.log(`browser tests, with ${program}`);
  const { passed, failed } = await runJest('browser', process.argv.slice(2));
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
