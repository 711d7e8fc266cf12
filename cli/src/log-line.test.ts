import { expect, test } from '@jest/globals';
import { lineOf, lineText } from './log-line.ts';
import { stylesOf } from './style.ts';
import { MERCY } from './testing/samples.ts';

const plain = stylesOf({ write: () => undefined, isTTY: false, columns: 80 }, {});
const at = Date.parse('2026-11-24T12:00:00.123Z');
const event = (text: string) => ({ id: '1', at, functionName: 'network-handler', text });

test('a structured line says when, how bad, where and what, then what else is known; what every line has is left out', () => {
  const text = JSON.stringify({
    level: 'WARN',
    message: 'NAT gateway was refused',
    timestamp: '2026-11-24T12:00:00.120Z',
    service: 'network',
    cold_start: false,
    sampling_rate: 0,
    tenantId: MERCY,
    call: 'EC2 CreateNatGateway',
    attempt: 3,
  });
  const line = lineOf(event(text));
  expect(line).toMatchObject({ level: 'WARN', message: 'NAT gateway was refused', fields: { tenantId: MERCY, attempt: 3 } });
  expect(lineText(line, plain, MERCY)).toBe(
    '2026-11-24T12:00:00.123Z WARN  network-handler  NAT gateway was refused  call="EC2 CreateNatGateway" attempt=3\n',
  );
  expect(lineText(line, plain, undefined)).toContain(`tenantId=${MERCY}`);
});

test.each([
  ['REPORT RequestId: 1 Duration: 12 ms', 'INFO'],
  ['2026-11-24T12:00:00.000Z 1 Task timed out after 25.00 seconds', 'ERROR'],
  ['2026-11-24T12:00:00.000Z\t1\tERROR\tUncaught Exception', 'ERROR'],
  ['[1,2]', 'INFO'],
])("a line of Lambda's own, %j, is a text of level %s", (text, level) => {
  expect(lineOf(event(`${text}\n`))).toEqual({
    at: '2026-11-24T12:00:00.123Z',
    function: 'network-handler',
    level,
    message: text,
    fields: {},
  });
});

test('what a terminal would obey is shown and not obeyed', () => {
  expect(lineText(lineOf(event(JSON.stringify({ level: 'INFO', message: 'a\u001b[2Jb' }))), plain, undefined)).not.toContain('\u001b');
});
