import { EXIT } from '../cli/src/exit-code.ts';
import { reportOf, reportText } from '../cli/src/problem-text.ts';
import { processTerminal } from '../cli/src/process-terminal.ts';
import { stylesOf } from '../cli/src/style.ts';
import { keep } from './keep.ts';
import { requestOf, USAGE } from './options.ts';
import { accept } from './run.ts';

const terminal = processTerminal();
try {
  const request = requestOf(process.argv.slice(2));
  if (request.do === 'help') terminal.out.write(`${USAGE}\n`);
  else process.exitCode = await (request.do === 'keep' ? keep(terminal, request.runs) : accept(terminal, request.options));
} catch (error) {
  const report = terminal.interrupted.aborted
    ? { code: 'interrupted', exitCode: EXIT.interrupted, message: 'interrupted' }
    : reportOf(error);
  terminal.err.write(reportText(report, stylesOf(terminal.err, terminal.env)));
  process.exitCode = report.exitCode;
}
// Keep-alive sockets of SDK clients must not keep the process.
process.exit();
