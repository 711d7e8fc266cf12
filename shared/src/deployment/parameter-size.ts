import type { Config } from './config.ts';
import type { ConfigProblem } from './config-problem.ts';

/** What an advanced parameter holds (Systems Manager User Guide, "Managing parameter tiers"). Bytes. */
export const PARAMETER_BYTES = 8_192;
/** What the landing zone writes beside the configuration, with ids and ARNs at their longest (`landing-zone.ts`). Bytes. */
const IDS = 2_000;
const OF_PERMISSION_SET = 160;
const OF_REPOSITORY = 70;
const OF_CELL = 400;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Functions read configuration and landing zone of one parameter: too long, it would be refused after everything else is deployed. */
export const parameterProblems = (config: Config): readonly ConfigProblem[] => {
  const { identityCenter, repositories, network } = config;
  const sets = new Set(identityCenter.assignments.map(({ permissionSet }) => permissionSet));
  const beside = IDS + sets.size * OF_PERMISSION_SET + repositories.length * OF_REPOSITORY + network.cells.length * OF_CELL;
  const room = PARAMETER_BYTES - beside;
  if (bytesOf(config) <= room) return [];
  const [longest] = Object.entries(config).sort(([, a], [, b]) => bytesOf(b) - bytesOf(a));
  const [path = '', value] = longest ?? [];
  return [
    {
      path,
      problem: `the configuration has ${bytesOf(config)} bytes, of which this is ${bytesOf(value)}; the parameter that functions read holds ${room} of it`,
      fix: 'shorten it: one pattern in place of many names',
    },
  ];
};
