/** What no lister finds by itself, since it ends with what it is part of. */
export const PART_OF: Readonly<Record<string, string>> = {
  'AWS::EC2::Route': 'AWS::EC2::RouteTable',
  'AWS::ApiGatewayV2::Stage': 'AWS::ApiGatewayV2::Api',
  'AWS::S3::BucketPolicy': 'AWS::S3::Bucket',
  'AWS::Cognito::UserPoolClient': 'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolDomain': 'AWS::Cognito::UserPool',
  'AWS::Cognito::ManagedLoginBranding': 'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolGroup': 'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolUser': 'AWS::Cognito::UserPool',
};
/** What the sweep does not look for. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'AWS::Organizations::Account': 'closed by the stage itself, when it is empty',
  'PostgreSQL::Database': 'no resource of AWS: the stage drops it',
  'PostgreSQL::Schema': 'no resource of AWS: the stage drops it',
  'PostgreSQL::Role': 'no resource of AWS: the stage drops it',
};
