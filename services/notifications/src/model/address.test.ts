import { describe, expect, test } from '@jest/globals';
import { addressProblem, isPublic, slackProblem } from './address.ts';

test.each([
  '127.0.0.1',
  '127.255.0.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00:ec2::254',
  'ff02::1',
  '::ffff:10.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  'no address',
])('%s is not public', (address) => expect(isPublic(address)).toBe(false));

test.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '172.32.0.1'])('%s is public', (address) =>
  expect(isPublic(address)).toBe(true),
);

describe('an address', () => {
  test.each([
    'http://example.com/hook',
    'https://127.0.0.1/hook',
    'https://[::1]/hook',
    'https://[::ffff:10.0.0.1]/',
    // Other spellings of 127.0.0.1 and 10.0.0.1: URL knows them.
    'https://2130706433/',
    'https://0x7f.1/',
    'https://012.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://user:password@example.com/',
    'ftp://example.com/',
    'example.com',
    '',
  ])('%s is refused, with what to do', (url) => {
    expect(addressProblem(url, [])).toEqual({ problem: expect.any(String), fix: expect.any(String) });
  });

  test('of a host that the configuration allows may be anything of the web', () => {
    expect(addressProblem('http://127.0.0.1:8080/hook', ['127.0.0.1'])).toBeUndefined();
    expect(addressProblem('http://127.0.0.2/hook', ['127.0.0.1'])).toBeDefined();
    expect(addressProblem('file://localhost/etc/passwd', ['localhost'])).toBeDefined();
    expect(addressProblem('https://hooks.example.com/x', [])).toBeUndefined();
  });

  test('of Slack is one of its incoming webhooks', () => {
    expect(slackProblem('https://hooks.slack.com/services/T/B/x', [])).toBeUndefined();
    expect(slackProblem('https://hooks.slack.com.example.com/services/T/B/x', [])).toBeDefined();
  });
});
