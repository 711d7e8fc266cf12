import { describe, expect, test } from '@jest/globals';
import { demoOptions, USAGE } from './options.ts';

describe('the demo says what an option takes', () => {
  test('without options: one tenant, instant, stays up', () => {
    expect(demoOptions([])).toEqual({
      help: false,
      once: false,
      offboard: false,
      tenants: 1,
      speed: 'instant',
      port: 4600,
      region: 'us-east-1',
    });
  });
  test('all of them are in the usage, which --help asks for', () => {
    expect(demoOptions(['--help'])).toMatchObject({ help: true });
    for (const name of Object.keys(demoOptions(['--aws', 'fresh', '--fail', 'a.b'], ['a.b']))) expect(USAGE).toContain(`--${name} `);
  });
  test.each([
    [['--tenants', '0'], '--tenants takes a whole number from 1 to 20, not "0"'],
    [['--tenants', 'many'], '--tenants takes a whole number'],
    [['--speed', 'fast'], '--speed must be "instant" or a positive number, not "fast"'],
    [['--port', '70000'], '--port takes a whole number from 1 to 65535'],
    [['--region', 'eu-south-1'], '--region: eu-south-1 is an opt-in region: AWS has it disabled in every new account'],
    [['--region', 'us-gov-west-1'], '--region: us-gov-west-1 lies in another partition of AWS'],
    [['--region', 'Frankfurt'], '--region: "Frankfurt" is no region of AWS'],
    [['--aws', 'old'], '--aws takes "fresh", not "old"'],
    [['--onze'], '--onze'],
  ])('%j is refused', (argv, message) => {
    expect(() => demoOptions(argv)).toThrow(message);
  });
  test('an unknown step to fail is answered with the list of steps', () => {
    expect(() => demoOptions(['--fail', 'network.nat'], ['network.vpc', 'network.natGateway'])).toThrow(
      'network.vpc\n  network.natGateway',
    );
    expect(demoOptions(['--fail', 'network.vpc'], ['network.vpc'])).toMatchObject({ fail: 'network.vpc' });
  });
  test('a region is one of those that AWS enables by default', () => {
    expect(demoOptions(['--region', 'eu-central-1'])).toMatchObject({ region: 'eu-central-1' });
  });
  test('speed is a factor', () => {
    expect(demoOptions(['--speed', '10', '--once', '--tenants', '3'])).toMatchObject({ speed: 10, once: true, tenants: 3 });
  });
});
