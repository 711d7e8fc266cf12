/** The longest name made of it is the artifact bucket's, of at most 63 characters (S3 User Guide, "Bucket naming rules"). */
export const MAX_DEPLOYMENT_NAME = 31;
const FORM = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Words that the domain of Cognito's sign-in page may not contain (Cognito Developer Guide, "Using the Amazon Cognito domain"). */
const KEPT = /aws|amazon|cognito/;

/**
 * Whether buckets, roles, the database cluster and Cognito's domain can be named after a deployment.
 * @throws Error that says what is wrong and what to use
 */
export const requireDeploymentName = (deployment: string): void => {
  const fix = `use at most ${MAX_DEPLOYMENT_NAME} lower-case letters, digits and single hyphens, beginning with a letter: staging, eu-prod`;
  if (deployment.length > MAX_DEPLOYMENT_NAME || !FORM.test(deployment))
    throw new Error(`"${deployment}" cannot be a deployment's name (--stage): ${fix}`);
  const kept = KEPT.exec(deployment)?.[0];
  if (kept)
    throw new Error(`"${deployment}" cannot be a deployment's name (--stage): Cognito takes no domain with "${kept}" in it; ${fix}`);
};
