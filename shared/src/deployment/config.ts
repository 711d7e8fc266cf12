import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { accountId, arn, cidrBlock, domain } from '@tenantry/events-schema/fields';
import { z } from 'zod';
import { Assignment } from './assignment.ts';
import { Closing } from './closing-config.ts';
import { configProblems } from './config-rules.ts';
import { DatabaseConfig } from './database-config.ts';
import { requireDeploymentName } from './deployment-name.ts';
import { MachinesConfig } from './machine-config.ts';
import { NotificationConfig } from './notification-config.ts';
import { OrganizationBaseline } from './organization-baseline.ts';
import { Plans } from './plans.ts';
import { REPOSITORIES } from './repositories.ts';
import { SignInConfig } from './sign-in-config.ts';
import { unknownFields } from './unknown-fields.ts';
import { Watch } from './watch.ts';

/**
 * Input of a deployment: `config/<deployment>.json`. Everything a person decides; ids that AWS assigns are in the landing zone.
 * No object in it is strict: functions that run read what a newer landing zone wrote, with fields that they do not know yet.
 * `configOf` refuses such fields where a person may have mistyped one, and what AWS would refuse (`config-rules.ts`).
 */
export const Config = z.object({
  /** Real tenants are in it: what that means stands in `hardening.ts`. Only who tries things says `false`. */
  production: z.boolean().default(true),
  region: z.string().describe('One of `REGIONS`; `config-rules.ts` refuses others.'),
  rootDomain: domain.describe("Tenants' domains lie directly under it; the production account owns its hosted zone."),
  /** Where a tenant's console answers; `{domain}` is replaced. */
  publicUrl: z.string().includes('{domain}'),
  accounts: z.object({
    owner: accountId,
    superAdmin: accountId,
    devops: accountId,
    networking: accountId,
    production: accountId,
  }),
  organization: z.object({
    /** Root e-mail of a tenant's account; `{tenantId}` is replaced by 26 characters. */
    emailPattern: z
      .string()
      .includes('{tenantId}')
      .refine(
        (pattern) => pattern.replace('{tenantId}', '0'.repeat(26)).length <= 64,
        'an account has an address of at most 64 characters',
      ),
    tenantsOu: z.string(),
    quarantineOu: z.string(),
    /** An account is in it only while its roles are written: nowhere else does OrganizationAccountAccessRole work. */
    bootstrapOu: z.string().default('Bootstrap'),
    closing: Closing.prefault({}),
    /** Whether an account that was rolled back before it held a tenant's data is given to the next tenant (docs/adr/0006). */
    recycle: z.boolean().default(false),
    /** What the organization itself puts into accounts: no leftover, and not kept out of the quarantine. */
    baseline: OrganizationBaseline.prefault({}),
  }),
  identityCenter: z.object({
    /** Groups that get into every tenant account, each with a permission set. */
    assignments: z.array(Assignment),
    /** The customer-managed key that Identity Center is encrypted with; absent where AWS's own is used. */
    kmsKeyArn: arn.optional(),
  }),
  budget: z.object({ monthlyUsd: z.number().positive(), alertEmail: z.email() }),
  /** What may be chosen for a tenant (docs/adr/0041-plans-are-a-catalogue.md); `standard` is always there. */
  plans: Plans,
  network: z.object({
    cells: z
      .array(
        z.object({
          name: z.string().regex(/^[a-z0-9-]{1,20}$/),
          hubCidr: cidrBlock,
          databaseCidr: cidrBlock,
          pool: cidrBlock.describe("Tenants' ranges are cut from it."),
          /** Tenants per cell: as many as the peerings of its VPCs leave (`tenantsOf` of `address-plan.ts`). */
          capacity: z.int().min(1).max(125, 'a VPC has at most 125 peerings, of which builds (network.devopsCidr) and VPN take one each'),
        }),
      )
      .min(1),
    reserved: z.array(cidrBlock).describe('Never given to a tenant: on-premises, VPN clients.'),
    prefix: z.object({ default: z.int(), min: z.int().min(16), max: z.int().max(28) }),
    zoneIds: z.array(z.string()).length(2).describe('By id: names differ per account.'),
    /** Of the DevOps VPC, in which builds reach the database; `config-rules.ts` asks for it. Never given to a tenant. */
    devopsCidr: cidrBlock.optional(),
    /** The back-end developers' way to PostgreSQL; no VPN without it. */
    vpn: z
      .object({
        clientCidr: cidrBlock.describe('/22 to /12, apart from every other range (Client VPN administrator guide, "Rules").'),
        serverCertificateArn: arn,
        /** Whose certificates this one has signed gets in: a device, and no person. */
        clientCertificateArn: arn.optional(),
        /** People sign in at IAM Identity Center. With a certificate besides, both are asked for. */
        saml: z
          .object({
            providerArn: arn.describe("The networking account's SAML provider for the VPN's application of Identity Center."),
            selfServiceProviderArn: arn.optional().describe('That of the self-service portal, where people get the client and its file.'),
            groups: z
              .array(z.string().min(1))
              .min(1)
              .describe('Whose members reach the database: values of the attribute memberOf, with Identity Center the ids of groups.'),
            /** After so long everybody signs in again. */
            sessionHours: z.union([z.literal(8), z.literal(10), z.literal(12), z.literal(24)]).default(8),
          })
          .optional(),
      })
      .optional(),
    /** How long a range rests after off-boarding. */
    quarantineHours: z.number(),
  }),
  /** The public zone, `rootDomain`. */
  dns: z
    .object({
      /** Who may issue certificates below the root domain; an empty list lets everybody. */
      certificateAuthorities: z.array(z.string().regex(/^[a-z0-9.-]+$/)).default(['amazon.com']),
      /** `none`: no mail from the root domain is genuine, and the zone says so. `own`: its records are somebody else's. */
      mail: z.enum(['none', 'own']).default('none'),
      /** Signs the zone; $1 a month for the key. The parent zone gets the DS record by hand. */
      dnssec: z.boolean().default(false),
    })
    .prefault({}),
  database: DatabaseConfig.prefault({}),
  /** Data of tenants that asked for it when they were off-boarded. */
  exports: z.object({ retentionDays: z.int().min(1).default(90) }).prefault({}),
  watch: Watch.prefault({}),
  /** The super admin's console, at `superadmin.<rootDomain>`. */
  console: z
    .object({
      /** For functions of the release before, which ask how people sign in; nothing else reads these two. */
      signIn: z.enum(['hosted', 'password']).default('hosted'),
      signInSource: z.string().optional(),
      /**
       * Concurrent executions kept for the API, so that other functions of the account cannot take them, nor it theirs. Lambda keeps 100 for
       * functions without: not before the account's quota is more than their sum.
       */
      reservedConcurrency: z.int().min(1).optional(),
    })
    .prefault({}),
  signIn: SignInConfig.prefault({}),
  machines: MachinesConfig,
  notifications: NotificationConfig,
  /** Where people read docs/runbook.md: what alarms, advice and findings say becomes a link. `https://…/docs/runbook.md`. */
  runbookUrl: z.url().optional(),
  /** What of the AWS console people can open from here: without `links` nothing leads into it, without `traces` nothing to X-Ray. */
  awsConsole: z.object({ links: z.boolean().default(true), traces: z.boolean().default(true) }).prefault({}),
  reservedSlugs: z.array(z.string()),
  /** Variables that every tenant's pipeline gets. */
  commonVariables: z.record(z.string(), z.string()),
  /** All of them: each has a build, in this order. */
  repositories: z.array(z.enum(REPOSITORIES)),
});
export type Config = z.infer<typeof Config>;

/** Files that stand for `config/<deployment>.json` in this process. */
const files = new Map<string, URL>();

/** From now on `configOf` reads a deployment's configuration from another file: what would that be deployed as? */
export const takeConfigFrom = (deployment: string, file: URL): void => void files.set(deployment, file);

/** Names the folder of the configurations where that is not `config/` of the repository: an absolute path. */
export const CONFIG_FOLDER_VARIABLE = 'TENANTRY_CONFIG_FOLDER';

/** The folder that the environment names. Commands run in several folders: a relative path would lead to several places. */
const namedFolder = (): string | undefined => {
  const folder = process.env[CONFIG_FOLDER_VARIABLE] || undefined;
  if (folder !== undefined && !path.isAbsolute(folder)) throw new Error(`${CONFIG_FOLDER_VARIABLE} takes an absolute path, not ${folder}`);
  return folder;
};

/** The file of a deployment's configuration as messages name it: `config/<deployment>.json`, or where else it lies. */
export const configFile = (deployment: string): string => {
  const file = files.get(deployment);
  return file ? fileURLToPath(file) : path.join(namedFolder() ?? 'config', `${deployment}.json`);
};

/**
 * Reads `config/<deployment>.json` from the repository root, or `<deployment>.json` from the folder that TENANTRY_CONFIG_FOLDER names; used when
 * packaging and deploying, never in a function.
 * @throws Error that names the file and the field, or what is wrong with the deployment's name
 */
export const configOf = (deployment: string): Config => {
  requireDeploymentName(deployment);
  const name = configFile(deployment);
  const file = path.isAbsolute(name) ? pathToFileURL(name) : new URL(`../../../${name}`, import.meta.url);
  let raw: string;
  try {
    raw = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${name} is missing: copy config/example.json and fill it in`, { cause });
  }
  return parseConfig(name, raw);
};

/**
 * What a person wrote, strictly: nothing that AWS would refuse later.
 * @throws Error that names the file and every field that is wrong, with the fix
 */
export const parseConfig = (file: string, text: string): Config => {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  const parsed = Config.safeParse(written);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const [unknown] = unknownFields(written, parsed.data);
  if (unknown) throw new Error(`${file}: ${unknown} is no field of it: correct its name or remove it`);
  const problems = configProblems(parsed.data).map(({ path, problem, fix }) => `${path}: ${problem}: ${fix}`);
  if (problems.length > 0) throw new Error(`${file}: ${problems.join(`\n${file}: `)}`);
  return parsed.data;
};
