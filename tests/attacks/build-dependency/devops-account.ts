import { evaluate } from '@laptop/aws/iam/evaluate';
import { resolved } from '@laptop/aws/iam/intrinsics';
import { listed, type Statement, statementsOf } from '@laptop/aws/iam/policy';
import { everyTemplate } from '@tenantry/landing-zone/every-template';
import { configOf } from '@tenantry/shared/deployment/config';

export const DEPLOYMENT = 'dev';
export const config = configOf(DEPLOYMENT);
const { devops, superAdmin } = config.accounts;

interface TemplateRole {
  readonly name: string;
  readonly statements: readonly Statement[];
}

const { Resources } = everyTemplate(DEPLOYMENT, config).devops;
const place = { accountId: devops, region: config.region, resources: Resources, parameters: {} };
const documentOf = (value: unknown): readonly Statement[] => statementsOf(resolved(value, place));

/** The roles of the DevOps account as the landing zone makes them. */
export const roles: readonly TemplateRole[] = Object.values(Resources).flatMap(({ Type, Properties = {} }) =>
  Type === 'AWS::IAM::Role'
    ? [
        {
          name: String(Properties.RoleName),
          statements: (Properties.Policies as readonly { readonly PolicyDocument: object }[]).flatMap((one) =>
            documentOf(one.PolicyDocument),
          ),
        },
      ]
    : [],
);

/** Roles that may do all that a boundary of the account allows. */
export const mostOf = (): readonly TemplateRole[] =>
  Object.values(Resources).flatMap(({ Type, Properties = {} }) =>
    Type === 'AWS::IAM::ManagedPolicy'
      ? [{ name: `within-${String(Properties.ManagedPolicyName)}`, statements: documentOf(Properties.PolicyDocument) }]
      : [],
  );

/** What else the template has of a type. */
export const resourcesOf = (type: string): readonly Readonly<Record<string, unknown>>[] =>
  Object.values(Resources).flatMap(({ Type, Properties = {} }) =>
    Type === type ? [resolved(Properties, place) as Readonly<Record<string, unknown>>] : [],
  );

const bucketPolicy = documentOf(Resources.ArtifactsPolicy?.Properties?.PolicyDocument);
export const bucket = `arn:aws:s3:::${String(Resources.Artifacts?.Properties?.BucketName)}`;

export interface Try {
  readonly action: string;
  readonly resource: string;
  readonly keys?: Readonly<Record<string, string>>;
}
const everything: TemplateRole['statements'] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
/** Somebody who may do everything in the account, as its administrators may. */
export const administrator: TemplateRole = { name: 'administrator', statements: everything };

/**
 * Whether a role may do it: its own policies, and what the artifact bucket's policy denies to everybody. What that policy allows is for
 * roles of other accounts.
 */
export const may = ({ name, statements }: TemplateRole, { action, resource, keys = {} }: Try): boolean => {
  const arn = `arn:aws:iam::${devops}:role/${name}`;
  const context = { 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': devops, 'aws:SecureTransport': 'true', ...keys };
  const denies = bucketPolicy.filter(({ Effect }) => Effect === 'Deny');
  return evaluate(
    {
      identity: [
        { name, statements },
        { name: 'bucket', statements: denies },
      ],
    },
    { action, resource, context },
  ).allowed;
};

export const roleOf = (name: string): TemplateRole => {
  const found = roles.find((role) => role.name === name);
  if (!found) throw new Error(`the DevOps account has no role ${name}`);
  return found;
};
export const actionsOf = ({ statements }: TemplateRole): readonly string[] => statements.flatMap(({ Action }) => listed(Action));
export { devops, superAdmin };
