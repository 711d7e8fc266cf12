import * as entry from '@tenantry/events-schema/entry';
import { MAX_DOMAIN } from '@tenantry/events-schema/fields';
import { refusedCharacter } from '@tenantry/events-schema/text';
import type { z } from 'zod';
import { consoleDomain } from '../domain/labels.ts';
import { addressPlanProblems } from './address-plan.ts';
import type { Config } from './config.ts';
import type { ConfigProblem } from './config-problem.ts';
import { notificationProblems } from './notification-config.ts';
import { baselineProblems } from './organization-baseline.ts';
import { parameterProblems } from './parameter-size.ts';
import { planProblems } from './plans.ts';
import { isRegion, REGION_CHOICE, regionProblem, ZONE_ID_PREFIXES } from './regions.ts';
import { REPOSITORIES } from './repositories.ts';
import { vpnProblems } from './vpn-rules.ts';

type Rule = (config: Config) => readonly ConfigProblem[];
const no = (path: string, problem: string, fix: string): readonly ConfigProblem[] => [{ path, problem, fix }];

/**
 * What AWS would refuse of a configuration of the right form, found before anything is deployed or created. Apart from the schema:
 * functions that run continue reading a landing zone that was deployed before there was a rule. Pure.
 */
export const configProblems = (config: Config): readonly ConfigProblem[] => RULES.flatMap((rule) => rule(config));

/** Every text, wherever it is: names reach Organizations, Identity Center, budgets, e-mails, builds. */
const texts: Rule = (config) => textProblems(config, '');
const textProblems = (value: unknown, path: string): readonly ConfigProblem[] => {
  if (typeof value === 'string') {
    const refused = refusedCharacter(value);
    return refused ? no(path, refused.problem, refused.fix) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => textProblems(item, path ? `${path}.${name}` : name));
};

const accounts: Rule = ({ accounts: all }) => {
  const names = Object.keys(all) as readonly (keyof typeof all)[];
  return names.flatMap((name, i) => {
    const same = names.slice(0, i).find((other) => all[other] === all[name]);
    return same
      ? no(
          `accounts.${name}`,
          `${all[name]} is accounts.${same}, too`,
          'give each an account of its own: roles and stacks have the same names',
        )
      : [];
  });
};

/** RFC 1035. */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** With a label that gets no certificate (`entry.slug`), ACM would refuse every tenant's. */
const UNCERTIFIED = /^(?!xn)..--/;
const domains: Rule = (config) => {
  const { rootDomain, publicUrl } = config;
  const labels = rootDomain.split('.');
  const path = 'rootDomain';
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)))
    return no(path, `"${rootDomain}" is no domain`, 'write it in lower case, without a dot at the end: app.example.com');
  const uncertified = labels.find((label) => UNCERTIFIED.test(label));
  if (uncertified !== undefined)
    return no(path, `"${uncertified}" has hyphens in places 3 and 4, and gets no certificate`, 'choose another domain');
  const own = consoleDomain(config);
  if (own.length > MAX_DOMAIN) {
    const most = MAX_DOMAIN - (own.length - rootDomain.length);
    return no(path, `${own} has more than ${MAX_DOMAIN} characters, a certificate's most`, `choose a domain of at most ${most}`);
  }
  return URL.canParse(publicUrl.replace('{domain}', rootDomain))
    ? []
    : no('publicUrl', `"${publicUrl}" is no URL`, 'write https://{domain}');
};

/** A slug is compared as it is: what can be none reserves nothing. */
const reserved: Rule = ({ reservedSlugs }) =>
  reservedSlugs.flatMap((label, i) =>
    LABEL.test(label)
      ? []
      : no(`reservedSlugs.${i}`, `"${label}" is no label, so it reserves none`, 'use lower-case letters, digits and hyphens'),
  );

/** Organizations API reference, CreateAccount, Email: 7-bit, one @, and none of these before it. */
const LOCAL_PART = /^(?!\.)[!-~]+$/;
const REFUSED_LOCAL = /["'()<>[\]:;,\\|%&@]/;
const MAIL_DOMAIN = /^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/;
const email: Rule = ({ organization: { emailPattern } }) => {
  const path = 'organization.emailPattern';
  if (emailPattern.split('{tenantId}').length !== 2) return no(path, '{tenantId} stands in it more than once', 'write it once');
  const address = emailPattern.replace('{tenantId}', '0'.repeat(26));
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (address.length < 6 || address.length > 64) return no(path, `makes addresses of ${address.length} characters`, 'AWS takes 6 to 64');
  if (at < 1 || !LOCAL_PART.test(local) || REFUSED_LOCAL.test(local))
    return no(
      path,
      `AWS takes no account with "${local}" before the @`,
      'leave out spaces and "\'()<>[]:;,\\|%&, and a dot at the beginning',
    );
  return MAIL_DOMAIN.test(address.slice(at + 1)) && !emailPattern.slice(emailPattern.lastIndexOf('@')).includes('{tenantId}')
    ? []
    : no(path, `"${address.slice(at + 1)}" is no domain of an address`, 'write {tenantId} before the @, and a domain with a dot after it');
};

/** Organizations API reference, CreateOrganizationalUnit, Name. */
const MAX_UNIT = 128;
const organization: Rule = ({ organization: { tenantsOu, quarantineOu, bootstrapOu, closing, baseline } }) => [
  ...baselineProblems(baseline),
  ...Object.entries({ tenantsOu, quarantineOu, bootstrapOu }).flatMap(([name, value], i, units) => {
    const path = `organization.${name}`;
    if (value.trim() === '' || value.length > MAX_UNIT)
      return no(path, 'an organizational unit has a name of 1 to 128 characters', 'choose one');
    const [same] = units.slice(0, i).find(([, other]) => other === value) ?? [];
    return same ? no(path, `"${value}" is organization.${same}, too`, 'choose another: each has guards of its own') : [];
  }),
  ...(closing.minimum > closing.maximum
    ? no('organization.closing.minimum', `${closing.minimum} is more than the maximum, ${closing.maximum}`, 'let it be at most that')
    : []),
];

/** Identity Center API reference, CreatePermissionSet, Name; identity store API reference, GroupDisplayName. */
const PERMISSION_SET = /^[\w+=,.@-]{1,32}$/;
const MAX_GROUP = 1024;
const access: Rule = ({ identityCenter: { assignments } }) => {
  const sets = [...new Set(assignments.map(({ permissionSet }) => permissionSet))];
  // Their logical ids in a template have letters and digits only.
  const plain = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '');
  return assignments.flatMap(({ group, permissionSet }, i) => {
    const path = `identityCenter.assignments.${i}`;
    const alike = sets.slice(0, sets.indexOf(permissionSet)).find((other) => plain(other) === plain(permissionSet));
    return [
      ...(group.trim() === '' || group.length > MAX_GROUP ? no(`${path}.group`, 'no name of a group', 'write its display name') : []),
      ...(PERMISSION_SET.test(permissionSet)
        ? []
        : no(`${path}.permissionSet`, `"${permissionSet}" is no name of a permission set`, 'use 1 to 32 letters, digits and +=,.@_-')),
      ...(alike ? no(`${path}.permissionSet`, `"${permissionSet}" is "${alike}" but for punctuation`, 'choose another name') : []),
    ];
  });
};

/** A permission set is one thing, whatever groups have it. */
const rights: Rule = ({ identityCenter: { assignments } }) =>
  assignments.flatMap(({ permissionSet, rights: said }, i) => {
    const other = assignments.slice(0, i).find((one) => one.permissionSet === permissionSet && one.rights !== undefined);
    const differs = said !== undefined && other !== undefined && other.rights !== said;
    return differs
      ? no(
          `identityCenter.assignments.${i}.rights`,
          `"${permissionSet}" has the rights ${other.rights} above`,
          'say the same, or name another set',
        )
      : [];
  });

/** AWS Budgets API reference, Spend, Amount; no exponent. */
const AMOUNT = /^([0-9]*\.)?[0-9]+$/;
const budget: Rule = ({ budget: { monthlyUsd, alertEmail } }) => [
  ...(AMOUNT.test(String(monthlyUsd)) ? [] : no('budget.monthlyUsd', `${monthlyUsd} is no amount of a budget`, 'write a plain number')),
  ...issuesOf(entry.email, alertEmail, 'budget.alertEmail', 'give an address of at most 128 characters'),
];

/** What a field of people's requests finds wrong, at a place of the configuration. */
const issuesOf = (rule: z.ZodType, value: unknown, path: string, otherwise: string): readonly ConfigProblem[] =>
  (rule.safeParse(value).error?.issues ?? []).map((issue) => {
    const broken = entry.brokenRule(issue);
    return { path: [path, ...issue.path].join('.'), problem: broken.message, fix: entry.fixOf(broken) ?? otherwise };
  });
const variables: Rule = ({ commonVariables }) =>
  issuesOf(entry.variables, commonVariables, 'commonVariables', `${entry.variableForm}; at most 512 characters of text`);

const repositories: Rule = ({ repositories: all }) => [
  ...all.flatMap((name, i) => (all.indexOf(name) < i ? no(`repositories.${i}`, `${name} is there twice`, 'name it once') : [])),
  ...REPOSITORIES.flatMap((name) =>
    all.includes(name) ? [] : no('repositories', `${name} is missing: every release builds it`, 'add it'),
  ),
];

/** Logical ids and names of resources are made of it. */
const CELL = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** The cluster lies in the first cell's database VPC, and peering is not transitive (VPC Peering Guide, "Limitations"). */
const cells: Rule = ({ network: { cells: all } }) => [
  ...all.flatMap(({ name }, i) =>
    CELL.test(name)
      ? []
      : no(`network.cells.${i}.name`, `"${name}" is no name of a cell`, 'use letters, digits and single hyphens between'),
  ),
  ...(all.length > 1
    ? no(
        'network.cells.1',
        'tenants of a second cell would reach no database: there is one cluster, in the VPC of the first cell, and peering leads no further',
        'keep one cell; for more tenants than it holds, deploy another stage with a root domain of its own',
      )
    : []),
];

/** Also where `region` was changed and its zones were not. Local and wavelength zones have ids of another form, and no NAT gateway. */
const place: Rule = ({ region, network: { zoneIds } }) => {
  if (!isRegion(region)) return no('region', regionProblem(region), REGION_CHOICE);
  const prefix = ZONE_ID_PREFIXES[region];
  const fix = `its zones have ids like ${prefix}-az1 (aws ec2 describe-availability-zones --region ${region})`;
  return zoneIds.flatMap((id, i) => {
    const path = `network.zoneIds.${i}`;
    if (!new RegExp(`^${prefix}-az[1-9]$`).test(id)) return no(path, `${id} is no zone of ${region}`, fix);
    return zoneIds.indexOf(id) < i ? no(path, `${id} is there twice`, 'choose two zones') : [];
  });
};

/** In a separate VPC, peered with the database's. The schema of the configuration has it optional: it came later than the first one. */
const builds: Rule = ({ network: { devopsCidr } }) =>
  devopsCidr === undefined
    ? no('network.devopsCidr', 'builds outside a VPC reach no database, and no schema is migrated', 'give the builds a range: /16 to /24')
    : [];

const hours: Rule = ({ network: { quarantineHours } }) =>
  quarantineHours >= 0 ? [] : no('network.quarantineHours', 'less than none', 'write 0 or more');

const RULES: readonly Rule[] = [
  ...[texts, accounts, domains, reserved, email, organization, access, rights, budget, planProblems, variables, repositories],
  ...[cells, ({ network }: Config) => addressPlanProblems(network), builds, place, vpnProblems],
  ...[hours, notificationProblems, parameterProblems],
];
