import type { DeliveryRole } from '@tenantry/landing-zone/policies/delivery';

/**
 * What the tenant's projects do with a release: the platform's own commands, kept in the project, and no file of a repository. Of the
 * application only the migrations run here; its template and its files are data.
 */

/**
 * What a program of AWS's or of the application finds in its environment, whatever variables the project has: the container's own, by a
 * fixed list. Credentials are found by the address that CodeBuild gives (AWS SDKs and Tools Reference Guide, "Container credential provider").
 */
const ENVIRONMENT = ['PATH', 'HOME', 'AWS_REGION', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];
const only = (names: readonly string[]): string => `env -i LANG=C.UTF-8 ${names.map((name) => `${name}="\${${name}:-}"`).join(' ')}`;

/** `aws`, as the one role of the tenant's account that this project may assume. A variable that is empty counts as not set. */
const AWS = `set -euo pipefail
config=$(env -i PATH="$PATH" mktemp)
printf '[profile tenant]\\nrole_arn = %s\\ncredential_source = EcsContainer\\nregion = %s\\n' "$TENANT_ROLE_ARN" "$AWS_REGION" > "$config"
names=(${ENVIRONMENT.join(' ')})
kept=()
for name in "\${names[@]}"; do
  if [ -n "\${!name:-}" ]; then kept+=("$name=\${!name}"); fi
done
aws() { env -i LANG=C.UTF-8 AWS_CONFIG_FILE="$config" "\${kept[@]}" aws "$@" --profile tenant; }
`;

const DATA = `${AWS}
aws secretsmanager get-secret-value --secret-id "$MIGRATIONS_SECRET_ARN" --query SecretString --output text |
  ${only(['PATH', 'HOME'])} node migrate.mjs
`;

/** Brings the tenant's stack up to this release, whatever state an earlier build has left it in. */
const SERVICE = `${AWS}
# What is asked for comes first: the AWS CLI takes the name of a waiter for nothing else than the word after "wait".
cloudformation() { aws cloudformation "$@" --stack-name "$STACK_NAME"; }
# Empty where there is no stack.
status() { cloudformation describe-stacks --output text --query 'Stacks[0].StackStatus' 2>/dev/null || true; }
# CloudFormation clears failed change sets only when it executes another, and refuses the thousandth (aws/aws-cli #4534): a release that
# changes nothing of the stack leaves one.
delete_failed_change_sets() {
  local ids id
  ids=$(cloudformation list-change-sets --output text --query "Summaries[?Status=='FAILED'].ChangeSetId")
  for id in $ids; do
    if [ "$id" != None ]; then cloudformation delete-change-set --change-set-name "$id"; fi
  done
}

# A build that was killed leaves CloudFormation at work, which then takes no other change. A stack under review waits for one.
now=$(status)
while [[ $now == *_IN_PROGRESS && $now != REVIEW_IN_PROGRESS ]]; do
  echo "the stack $STACK_NAME is in $now: waiting"
  sleep "\${POLL_SECONDS:-10}"
  now=$(status)
done
# A stack whose creation failed holds nothing and can only be deleted: a build that is tried once more would find it.
if [ "$now" = ROLLBACK_COMPLETE ]; then
  cloudformation delete-stack
  cloudformation wait stack-delete-complete
fi

if ! cloudformation deploy --template-file template.yml --no-fail-on-empty-changeset \\
  --tags "tenantry:tenant-id=$TENANT_ID" "tenantry:stage=$STAGE" \\
  --parameter-overrides \\
  "TenantId=$TENANT_ID" "Name=$STACK_NAME" "RoleArn=$APPLICATION_ROLE_ARN" "Version=$COMMIT_ID" "LogLevel=\${LOG_LEVEL:-INFO}" \\
  "ArtifactBucket=$ARTIFACT_BUCKET" "ApiId=$API_ID" "UserPoolId=$USER_POOL_ID" "UserPoolClientId=$USER_POOL_CLIENT_ID" \\
  "VpcId=$VPC_ID" "SubnetIds=$PRIVATE_SUBNET_IDS" "DatabaseCidr=$DATABASE_CIDR" \\
  "DatabaseSecretArn=$DATABASE_SECRET_ARN" "Memory=$FUNCTION_MEMORY"; then
  cloudformation describe-stack-events --output text \\
    --query "StackEvents[?contains(ResourceStatus,'FAILED')].[LogicalResourceId,ResourceStatusReason]"
  exit 1
fi
delete_failed_change_sets
`;

/** The bill of materials of a release stays where releases are kept. */
const UI = `${AWS}
printf '%s\\n' "$UI_CONFIG" > config.json
# First what the page refers to, then the page: a visitor never gets an index.html whose files are not there. Old files stay for visitors
# who still have the old page.
aws s3 sync . "s3://$UI_BUCKET" --only-show-errors --exclude index.html --exclude config.json --exclude sbom.cdx.json \\
  --cache-control 'public, max-age=31536000, immutable'
aws s3 cp . "s3://$UI_BUCKET" --only-show-errors --recursive --exclude '*' --include index.html --include config.json --cache-control no-cache
`;

type Purpose = Exclude<DeliveryRole, 'pipeline'>;
/** Of each project, as one command of bash: functions and options last no longer. */
export const SCRIPTS: Readonly<Record<Purpose, string>> = { data: DATA, service: SERVICE, ui: UI };

/** The specification of a project's builds; JSON is YAML, too. */
export const buildspecOf = (purpose: Purpose): string =>
  JSON.stringify(
    {
      version: 0.2,
      env: { shell: 'bash' },
      phases: {
        ...(purpose === 'data' ? { install: { 'runtime-versions': { nodejs: 24 } } } : {}),
        build: { commands: [SCRIPTS[purpose]] },
      },
    },
    null,
    2,
  );
