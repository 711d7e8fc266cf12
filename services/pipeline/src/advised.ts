/** What a person must do, by words of AWS's message: where the error's code alone does not say it. */
export type Advice = readonly (readonly [words: RegExp, advice: string])[];

/** Answers what the call answers. An error whose message has one of these words gets its advice, and stays what it is. */
export const advised = async <T>(call: Promise<T>, advice: Advice): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    const found = error instanceof Error ? advice.find(([words]) => words.test(error.message)) : undefined;
    throw found ? Object.assign(error as Error, { advice: found[1] }) : error;
  }
};

/** A service that may not use the role which the landing zone made for it (CodeBuild User Guide, "Troubleshooting"). */
export const ROLE_ADVICE: Advice = [
  [
    /not authorized to perform/i,
    'The service may not assume its role, or the role lacks a right: deploy the landing zone again and compare the trust policy and the permissions of the role in the DevOps account, then retry the stage (docs/runbook.md#a-permission-is-missing).',
  ],
];
