#!/usr/bin/env bash
# Brings the tenant's stack up to this release, whatever state an earlier build has left it in.
set -euo pipefail

# What is asked for comes first: the AWS CLI takes the name of a waiter for nothing else than the word after "wait".
cloudformation() { aws cloudformation "$@" --profile tenant --stack-name "$STACK_NAME"; }
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
  sleep "${POLL_SECONDS:-10}"
  now=$(status)
done
# A stack whose creation failed holds nothing and can only be deleted: a build that is tried once more would find it.
if [ "$now" = ROLLBACK_COMPLETE ]; then
  cloudformation delete-stack
  cloudformation wait stack-delete-complete
fi

if ! cloudformation deploy --template-file template.yml \
  --no-fail-on-empty-changeset \
  --tags "tenantry:tenant-id=$TENANT_ID" "tenantry:stage=$STAGE" \
  --parameter-overrides \
  "TenantId=$TENANT_ID" "Name=$STACK_NAME" "RoleArn=$APPLICATION_ROLE_ARN" "Version=$COMMIT_ID" "LogLevel=${LOG_LEVEL:-INFO}" \
  "ArtifactBucket=$ARTIFACT_BUCKET" "ApiId=$API_ID" "UserPoolId=$USER_POOL_ID" "UserPoolClientId=$USER_POOL_CLIENT_ID" \
  "VpcId=$VPC_ID" "SubnetIds=$PRIVATE_SUBNET_IDS" "DatabaseCidr=$DATABASE_CIDR" \
  "DatabaseSecretArn=$DATABASE_SECRET_ARN"; then
  cloudformation describe-stack-events --output text \
    --query "StackEvents[?contains(ResourceStatus,'FAILED')].[LogicalResourceId,ResourceStatusReason]"
  exit 1
fi
delete_failed_change_sets
