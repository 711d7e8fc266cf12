/** The longest name made of it is the artifact bucket's, of at most 63 characters (S3 User Guide, "Bucket naming rules"). */
export const MAX_STAGE_NAME = 31;
const FORM = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Words that the domain of Cognito's sign-in page may not contain (Cognito Developer Guide, "Using the Amazon Cognito domain"). */
const KEPT = /aws|amazon|cognito/;

/**
 * Whether buckets, roles, the database cluster and Cognito's domain can be named after a deployment stage.
 * @throws Error that says what is wrong and what to use
 */
export const requireStageName = (stage: string): void => {
  const fix = `use at most ${MAX_STAGE_NAME} lower-case letters, digits and single hyphens, beginning with a letter: staging, eu-prod`;
  if (stage.length > MAX_STAGE_NAME || !FORM.test(stage)) throw new Error(`"${stage}" cannot be a stage's name (--stage): ${fix}`);
  const kept = KEPT.exec(stage)?.[0];
  if (kept) throw new Error(`"${stage}" cannot be a stage's name (--stage): Cognito takes no domain with "${kept}" in it; ${fix}`);
};
