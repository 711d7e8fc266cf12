// Writes config.json, all that differs between the consoles of two tenants. Nothing in it is secret.
const of = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the pipeline gives it to the build`);
  return value;
};

console.log(
  JSON.stringify(
    {
      tenantId: of('TENANT_ID'),
      name: of('TENANT_NAME'),
      userPoolId: of('USER_POOL_ID'),
      userPoolClientId: of('USER_POOL_CLIENT_ID'),
      cognitoEndpoint: of('COGNITO_ENDPOINT'),
      release: of('COMMIT_ID'),
    },
    null,
    2,
  ),
);
