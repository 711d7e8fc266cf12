import { generateKeyPairSync } from 'node:crypto';
import { expect } from '@jest/globals';
import { LEFT_OUT } from '../../../services/pipeline/src/build-log.ts';
import type { Scope } from '../../../services/pipeline/src/scope.ts';
import { released } from '../../../services/pipeline/src/steps/released.ts';
import { attack } from '../attack.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const jwt = ['{"alg":"RS256"}', '{"sub":"1"}', 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');
/** What a build must not tell everybody who looks at a tenant: by the part of it that would. */
const TOLD: readonly (readonly [told: string, line: string])[] = [
  ['Lovelace', `DETAIL:  Key (family_name, birth_date)=(Lovelace, 1990-01-01) already exists.`],
  ['HIV', `    detail: 'Failing row contains (7, Ada, HIV test results)',`],
  ['Byron', `ERROR: duplicate key value violates unique constraint "patients_key" Key (name)=(Byron) already exists.`],
  ['Turing', `    where: 'COPY patients, line 1: "Turing"',`],
  ['ada@', 'could not invite ada@st-mary.example: throttled'],
  ['ada+1@', '{"level":"error","to":"<ada+1@st-mary.example>"}'],
  ['correct horse', 'PGPASSWORD=correct horse'],
  ['hunter2', '"password": "hunter2"'],
  ['Basic', 'authorization: Basic YWRhOmh1bnRlcjI='],
  ['QXJ0', `  x-amz-security-token=QXJ0`],
  [jwt, `got ${jwt} from the pool`],
  ['a1b2c3', 'GET https://st-mary.app.example.com/signed-in?state=1&code=a1b2c3'],
  ['Y34FZKBOKMUTVV7A', `accessKeyId ${['AKIA', 'Y34FZKBOKMUTVV7A'].join('')}`],
  ['ghp_', `remote: https://x:${['ghp', '_', 'a1B2'.repeat(9)].join('')}@github.com/st-mary/api`],
  ['ada@', 'could not invite ada@st-mary.example.'],
  ['ada%40', 'GET /users?name=ada%40st-mary.example 409'],
  ['jörü@', 'to jörü@klinik.example: refused'],
  ['Hopper', `ERROR:  invalid input syntax for type date: "Hopper"`],
  ['Noether', `LINE 1: INSERT INTO patients VALUES ('Noether' 'x')`],
  ['Noether', `  query: "INSERT INTO patients VALUES ('Noether')",`],
  ['cancer', 'DETAIL:  Failing row contains (7, Ada, seen on Monday,\nno cancer, to be seen again).'],
  ['hunter2', 'SECRET_KEY=hunter2'],
  ['hunter2', 'DB_PASSWORD_PROD: hunter2'],
  ['hunter2', 'pwd=hunter2'],
  ['hunter2', 'psql --password hunter2'],
  ['hunter2', `ALTER ROLE tenant_1 PASSWORD 'hunter2'`],
  ['hunter2', 'connect to redis://x:hunter2@cache:6379'],
  ['a1b2c3d4', 'sent Bearer a1b2c3d4e5'],
  ['a1b2c3d4', 'https://b.s3.amazonaws.com/k?X-Amz-Signature=a1b2c3d4'],
  ['wJalr', `used ${['wJalrXUtnFEMI/K7MDENG', '/bPxRfiCYEXAMPLEKEY'].join('')} for it`],
  ['0Zx9', `${'aB3d'.repeat(16)}\n0Zx9Q==`],
  ['0Zx9', '0Zx9Q==\n-----END PRIVATE KEY-----'],
  ['MC4C', String(privateKey.export({ type: 'pkcs8', format: 'pem' }))],
];
const PLAIN = [
  'node_modules/@types/node/index.d.ts(12,3): error TS2300: Duplicate identifier',
  'npm error notsup Required: @aws-sdk/client-s3@3.1.0 of left-pad@1.3.0',
  'password authentication failed for user "tenant_01jx"',
  'checked out 4e52ab26943e5213bfeaaeb1d37db1379493041a in /codebuild/output/src3148593/src/api/PatientList',
  'npm error code ELIFECYCLE',
  'error TS2304: Cannot find name x (src/a.ts:3)',
  '[Container] 2026/11/28 Phase complete: BUILD State: FAILED',
];

/** What the step says of a build whose log ends like this. */
const said = async (lines: readonly string[], details = 'exit status 1'): Promise<string> => {
  const answers: Readonly<Record<string, object>> = {
    GetPipelineExecutionCommand: { pipelineExecution: { status: 'Failed' } },
    ListActionExecutionsCommand: {
      actionExecutionDetails: [
        {
          status: 'Failed',
          stageName: 'Data',
          actionName: 'Data',
          lastUpdateTime: new Date(0),
          output: { executionResult: { externalExecutionId: 'b:1', errorDetails: { message: details } } },
        },
      ],
    },
    BatchGetBuildsCommand: { builds: [{ logs: { groupName: 'g', streamName: 's' } }] },
    GetLogEventsCommand: { events: lines.map((message) => ({ message: `${message}\n` })) },
  };
  const client = { send: async (command: object) => answers[command.constructor.name] ?? {} };
  const scope = { devops: () => client, now: () => 1_000_000 } as unknown as Scope;
  return Promise.resolve(released.ensure(scope, { pipelineName: 'tenantry-01jx', executionId: 'e-1' }, {})).then(
    () => '',
    (error: Error) => error.message,
  );
};

attack(
  'log-lines-of-people',
  'a build prints credentials and rows of patients, to have them in events, the archive and on screens',
  async () => {
    for (const [told, line] of TOLD) {
      const message = await said([...PLAIN.slice(0, 2), line]);
      expect({ line, told: message.includes(told) }).toEqual({ line, told: false });
      expect(message).toContain(PLAIN[1]);
      expect(message).toContain(LEFT_OUT);
      expect(await said([], line)).not.toContain(told);
    }
    // What says why a build has failed stays, or nobody could repair it.
    expect(await said(PLAIN)).toContain(PLAIN.join('\n'));
  },
);
