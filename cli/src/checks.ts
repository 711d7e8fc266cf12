import { ApiProblem } from '@tenantry/api-client/client';
import type { Check, Deployment, Quota } from '@tenantry/api-client/generated/api';
import type { Connection } from './invocation.ts';
import { reportOf } from './problem-text.ts';
import type { Terminal } from './terminal.ts';
import { cliVersion, commandFits } from './version.ts';

export interface GroupedCheck extends Check {
  readonly group: string;
}

const check = (group: string, name: string, isOk: boolean, detail: string, fix?: string): GroupedCheck => ({
  group,
  name,
  isOk,
  state: isOk ? 'ok' : 'failed',
  detail,
  ...(fix ? { fix } : {}),
});

/** Of package.json's `devEngines`: what the repository is tried with. */
const isTriedNode = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13);
};

export const machineChecks = ({ profile, because }: Connection): readonly GroupedCheck[] => [
  check('This machine', 'Node', isTriedNode(process.versions.node), process.versions.node, 'install Node 24, or 22.13 or later'),
  check('This machine', 'profile', true, `${profile.name}, because ${because}; ${profile.apiUrl}`),
];

/** What the API reports: who calls, versions, its checks, quotas. */
export const controlPlaneChecks = async ({
  api,
}: Connection): Promise<{ readonly checks: readonly GroupedCheck[]; readonly deployment?: Deployment }> => {
  try {
    const me = await api('GET /me');
    const [deployment, { checks }, { quotas }] = await Promise.all([api('GET /deployment'), api('GET /checks'), api('GET /quotas')]);
    return {
      deployment,
      checks: [
        check('API', 'sign-in', true, `${me.displayName}, ${me.group}`),
        versionCheck(deployment),
        ...checks.map((one) => ({ ...one, group: 'Control plane' })),
        ...quotas.map(quotaCheck),
      ],
    };
  } catch (error) {
    const { message, fix, status } = reportOf(error);
    if (!(error instanceof ApiProblem) && status === undefined && !fix) throw error;
    return { checks: [check('API', 'sign-in', false, message, fix)] };
  }
};

/** What is not known is not well. */
const quotaCheck = ({ name, used, limit, free, fix, unknown }: Quota): GroupedCheck =>
  unknown === undefined
    ? check('Quotas', name, (free ?? 0) > 0, `${used} of ${limit} used`, fix)
    : check('Quotas', name, false, `not known: ${unknown}`);

const versionCheck = ({ version, stage }: Deployment): GroupedCheck =>
  check(
    'API',
    'version',
    commandFits(cliVersion(), version),
    `stage ${stage} has ${version}, this command is of ${cliVersion()}`,
    `use the command of ${version}, or deploy ${cliVersion()}: docs/versions.md`,
  );

/** Names that no public DNS knows (RFC 6761, RFC 2606). */
export const isSpecialUse = (domain: string): boolean => /(^|\.)(localhost|test|example|invalid)$/.test(domain);
const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Whether the root domain is delegated to Route 53, and to our zone where an AWS profile shows its name servers. */
export const zoneChecks = async (
  { nameServers }: Terminal,
  { rootDomain, hostedZoneId }: Deployment,
  expected: readonly string[] | undefined,
): Promise<readonly GroupedCheck[]> => {
  const say = (isOk: boolean, detail: string) => [
    check(
      'Zone',
      `delegation of ${rootDomain}`,
      isOk,
      detail,
      `let the parent zone of ${rootDomain} name the name servers of hosted zone ${hostedZoneId}`,
    ),
  ];
  if (isSpecialUse(rootDomain)) return say(true, 'a special-use name, which needs none');
  const found = (await nameServers(rootDomain).catch(() => [])).map(plainName).sort();
  if (found.length === 0) return say(false, 'the public DNS knows no name servers');
  if (!expected)
    return say(
      found.some((name) => name.includes('.awsdns-')),
      `${found.join(', ')} (an AWS profile of production would show whether they are the zone's)`,
    );
  const wanted = expected.map(plainName).sort();
  return say(
    found.join() === wanted.join(),
    found.join() === wanted.join() ? found.join(', ') : `${found.join(', ')}, but the zone has ${wanted.join(', ')}`,
  );
};
