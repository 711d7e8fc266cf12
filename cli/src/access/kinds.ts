import type { Class } from './store.ts';

/** A pattern of ARNs with the actions that matter on it. */
export type Target = { readonly arn: string } & Readonly<Partial<Record<Class, readonly string[]>>>;

const of = (service: string, names: string): readonly string[] => names.split(' ').map((name) => `${service}:${name}`);

/**
 * Actions per kind of store (Service Authorization Reference of each service). What only tells that something is there, such as its tags
 * or its size, is none of them.
 */
export const KINDS = {
  bucket: (arn: string) => [
    {
      arn: `${arn}/*`,
      read: of('s3', 'GetObject GetObjectVersion GetObjectVersionForReplication GetObjectTorrent'),
      write: of('s3', 'PutObject* DeleteObject* ReplicateObject RestoreObject'),
    },
    {
      arn,
      write: of('s3', 'DeleteBucket PutLifecycleConfiguration PutReplicationConfiguration PutEncryptionConfiguration PutBucketVersioning'),
      admin: of(
        's3',
        'PutBucketPolicy DeleteBucketPolicy PutBucketAcl PutBucketPublicAccessBlock PutBucketOwnershipControls CreateAccessPoint PutAccessPointPolicy',
      ),
    },
    { arn: `${arn}/*`, admin: of('s3', 'PutObjectAcl PutObjectVersionAcl ObjectOwnerOverrideToBucketOwner') },
  ],
  secret: (arn: string) => [
    {
      arn,
      read: of('secretsmanager', 'GetSecretValue BatchGetSecretValue'),
      write: of('secretsmanager', 'PutSecretValue UpdateSecret* DeleteSecret RestoreSecret RotateSecret ReplicateSecretToRegions'),
      admin: of('secretsmanager', 'PutResourcePolicy DeleteResourcePolicy'),
    },
  ],
  key: (arn: string) => [
    {
      arn,
      read: of('kms', 'Decrypt ReEncryptFrom'),
      write: of('kms', 'Encrypt GenerateDataKey* ReEncryptTo DisableKey ScheduleKeyDeletion'),
      admin: of('kms', 'PutKeyPolicy CreateGrant'),
    },
  ],
  'user pool': (arn: string) => [
    {
      arn,
      read: of('cognito-idp', 'ListUsers ListUsersInGroup AdminGetUser AdminListUserAuthEvents'),
      write: of(
        'cognito-idp',
        'AdminCreateUser AdminDeleteUser AdminUpdateUserAttributes AdminDisableUser CreateUserImportJob DeleteUserPool*',
      ),
      admin: of(
        'cognito-idp',
        'AdminSetUserPassword AdminResetUserPassword AdminSetUserMFAPreference AdminAddUserToGroup AdminEnableUser AdminInitiateAuth AdminRespondToAuthChallenge AdminLinkProviderForUser CreateIdentityProvider UpdateIdentityProvider CreateUserPoolClient UpdateUserPoolClient UpdateUserPool SetUserPoolMfaConfig',
      ),
    },
  ],
  function: (arn: string) => [
    {
      arn,
      read: of('lambda', 'GetFunction'),
      write: of('lambda', 'InvokeFunction InvokeFunctionUrl DeleteFunction'),
      admin: of(
        'lambda',
        'UpdateFunctionCode UpdateFunctionConfiguration AddPermission CreateFunctionUrlConfig UpdateFunctionUrlConfig PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig',
      ),
    },
  ],
  'log group': (arn: string) => [
    {
      arn: `${arn}*`,
      read: of('logs', 'GetLogEvents FilterLogEvents StartQuery StartLiveTail GetLogRecord Unmask CreateExportTask'),
      write: of('logs', 'DeleteLogGroup DeleteLogStream PutRetentionPolicy'),
      admin: of('logs', 'PutSubscriptionFilter PutResourcePolicy PutAccountPolicy DeleteDataProtectionPolicy'),
    },
  ],
  queue: (arn: string) => [
    {
      arn,
      read: of('sqs', 'ReceiveMessage'),
      write: of('sqs', 'SendMessage DeleteMessage PurgeQueue DeleteQueue StartMessageMoveTask'),
      admin: of('sqs', 'AddPermission SetQueueAttributes'),
    },
  ],
  'log destination': (arn: string) => [
    { arn, write: of('logs', 'PutSubscriptionFilter'), admin: of('logs', 'PutDestinationPolicy PutDestination') },
  ],
  CodePipeline: (arn: string) => [
    {
      arn: `${arn}*`,
      write: of('codepipeline', 'StartPipelineExecution PutApprovalResult DeletePipeline'),
      admin: of('codepipeline', 'UpdatePipeline CreatePipeline'),
    },
  ],
  build: (arn: string) => [
    {
      arn,
      write: of('codebuild', 'RetryBuild* DeleteProject'),
      // A build may be started with steps of one's own (CodeBuild API reference, StartBuild: buildspecOverride).
      admin: of('codebuild', 'StartBuild* UpdateProject CreateProject UpdateProjectVisibility'),
    },
  ],
  repository: (arn: string) => [
    {
      arn,
      write: of('codecommit', 'GitPush PutFile CreateCommit MergePullRequest* MergeBranches* DeleteBranch'),
    },
  ],
  table: (arn: string) => [
    {
      arn: `${arn}*`,
      read: of(
        'dynamodb',
        'GetItem BatchGetItem Query Scan PartiQLSelect GetRecords ExportTableToPointInTime RestoreTableToPointInTime RestoreTableFromBackup',
      ),
      write: of('dynamodb', 'PutItem UpdateItem DeleteItem BatchWriteItem PartiQLUpdate PartiQLInsert PartiQLDelete DeleteTable'),
      admin: of('dynamodb', 'PutResourcePolicy EnableKinesisStreamingDestination'),
    },
  ],
  database: (arn: string) => [
    {
      arn,
      read: ['rds-data:ExecuteStatement', 'rds-data:BatchExecuteStatement', 'rds:CreateDBClusterSnapshot', 'rds:RestoreDBCluster*'],
      write: of('rds', 'DeleteDBCluster RebootDBCluster FailoverDBCluster'),
      admin: of('rds', 'ModifyDBCluster AddRoleToDBCluster EnableHttpEndpoint'),
    },
    {
      arn: arn.replace(/:cluster:/, ':cluster-snapshot:').replace(/[^:]+$/, '*'),
      read: of('rds', 'CopyDBClusterSnapshot RestoreDBClusterFromSnapshot StartExportTask'),
      write: of('rds', 'DeleteDBClusterSnapshot'),
      admin: of('rds', 'ModifyDBClusterSnapshotAttribute'),
    },
    { arn: arn.replace(/:rds:(.*):cluster:.*$/, ':rds-db:$1:dbuser:*'), read: of('rds-db', 'connect') },
  ],
  bus: (arn: string) => [
    { arn, write: of('events', 'PutEvents'), admin: of('events', 'PutPermission UpdateEventBus DeleteEventBus') },
    { arn: `${arn.replace(':event-bus/', ':rule/')}/*`, admin: of('events', 'PutRule PutTargets') },
  ],
  // What a release deploys, and what stands before it: whoever changes these sees what people send.
  stacks: (arn: string) => [
    {
      arn,
      write: of('cloudformation', 'DeleteStack'),
      admin: of('cloudformation', 'CreateStack UpdateStack ExecuteChangeSet SetStackPolicy'),
    },
  ],
  distributions: (arn: string) => [{ arn, admin: of('cloudfront', 'UpdateDistribution') }],
  APIs: (arn: string) => [{ arn, admin: of('apigateway', 'POST PUT PATCH') }],
  VPN: (arn: string) => [
    {
      arn,
      admin: of(
        'ec2',
        'AuthorizeClientVpnIngress ModifyClientVpnEndpoint CreateClientVpnRoute ImportClientVpnClientCertificateRevocationList',
      ),
    },
  ],
  'hosted zone': (arn: string) => [{ arn, write: of('route53', 'ChangeResourceRecordSets'), admin: of('route53', 'DeleteHostedZone') }],
  roles: (arn: string) => [
    {
      arn: `${arn}:role/*`,
      admin: of(
        'iam',
        'PutRolePolicy AttachRolePolicy DetachRolePolicy DeleteRolePolicy UpdateAssumeRolePolicy CreateRole DeleteRolePermissionsBoundary PutRolePermissionsBoundary PassRole',
      ),
    },
    {
      arn: `${arn}:user/*`,
      admin: of(
        'iam',
        'CreateUser CreateAccessKey UpdateAccessKey CreateLoginProfile UpdateLoginProfile PutUserPolicy AttachUserPolicy DeleteUserPolicy DetachUserPolicy PutUserPermissionsBoundary DeleteUserPermissionsBoundary CreateServiceSpecificCredential ResetServiceSpecificCredential UploadSSHPublicKey UploadSigningCertificate',
      ),
    },
    {
      arn: `${arn}:group/*`,
      admin: of('iam', 'AddUserToGroup PutGroupPolicy AttachGroupPolicy DeleteGroupPolicy DetachGroupPolicy'),
    },
    { arn: `${arn}:policy/*`, admin: of('iam', 'CreatePolicyVersion SetDefaultPolicyVersion') },
    {
      arn: `${arn}:*`,
      admin: of('iam', 'CreateSAMLProvider UpdateSAMLProvider CreateOpenIDConnectProvider AddClientIDToOpenIDConnectProvider'),
    },
  ],
  organization: () => [
    {
      arn: '*',
      admin: [
        'organizations:AttachPolicy',
        'organizations:DetachPolicy',
        'organizations:UpdatePolicy',
        'organizations:DeletePolicy',
        'organizations:DisablePolicyType',
        'organizations:MoveAccount',
        'organizations:CloseAccount',
        'organizations:RemoveAccountFromOrganization',
        ...of(
          'sso',
          'CreateAccountAssignment AttachManagedPolicyToPermissionSet AttachCustomerManagedPolicyReferenceToPermissionSet PutInlinePolicyToPermissionSet DeleteInlinePolicyFromPermissionSet DeletePermissionsBoundaryFromPermissionSet PutPermissionsBoundaryToPermissionSet',
        ),
        'identitystore:CreateGroupMembership',
        'sso-directory:AddMemberToGroup',
        'sso-directory:UpdatePassword',
      ],
    },
  ],
} satisfies Readonly<Record<string, (arn: string) => readonly Target[]>>;
