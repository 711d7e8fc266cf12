import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import * as entry from '../../../events-schema/src/entry.ts';
import { patchVariables } from '../../../services/admin/src/api/tenants/variables.ts';
import { buildVariables } from '../../../services/pipeline/src/build-variables.ts';
import { SCRIPTS } from '../../../services/pipeline/src/buildspecs.ts';
import type { Scope } from '../../../services/pipeline/src/scope.ts';
import { facts } from '../../../services/pipeline/src/testing/facts.ts';
import { configOf } from '../../../shared/src/deployment/config.ts';
import { attack } from '../attack.ts';

/** Names by which what runs in a build loads code, or trusts somebody else: no list of them is complete. */
const STEERING = [
  ...['NODE_OPTIONS', 'NODE_PATH', 'NODE_EXTRA_CA_CERTS', 'NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_REPL_EXTERNAL_MODULE'],
  ...['NAPI_RS_NATIVE_LIBRARY_PATH', 'NAPI_RS_FORCE_WASI', 'ESBUILD_BINARY_PATH', 'ROLLDOWN_BINDING', 'AAN', 'COREPACK_NPM_REGISTRY'],
  ...['LD_PRELOAD', 'LD_LIBRARY_PATH', 'LD_AUDIT', 'GCONV_PATH', 'GLIBC_TUNABLES', 'LOCPATH', 'MALLOC_TRACE', 'HOSTALIASES', 'LOCALDOMAIN'],
  ...['OPENSSL_CONF', 'OPENSSL_MODULES', 'OPENSSL_ENGINES', 'SSL_CERT_FILE', 'SSLKEYLOGFILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'],
  ...['BASH_ENV', 'ENV', 'SHELLOPTS', 'BASHOPTS', 'PS4', 'PROMPT_COMMAND', 'IFS', 'PATH', 'CDPATH', 'HOME', 'TMPDIR', 'SHELL', 'EDITOR'],
  ...['PYTHONPATH', 'PYTHONSTARTUP', 'PYTHONHOME', 'PYTHONWARNINGS', 'PERL5OPT', 'PERL5LIB', 'RUBYOPT', 'JAVA_TOOL_OPTIONS'],
  ...['AWS_ENDPOINT_URL', 'AWS_CONFIG_FILE', 'AWS_PROFILE', 'AWS_CA_BUNDLE', 'AWS_DATA_PATH', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  ...['HTTPS_PROXY', 'ALL_PROXY', 'NPM_CONFIG_REGISTRY', 'NPM_CONFIG_SCRIPT_SHELL', 'GIT_SSH_COMMAND', 'GIT_CONFIG_COUNT', 'SSH_ASKPASS'],
  ...['XDG_CONFIG_HOME', 'LESSOPEN', 'PAGER', 'TERMINFO', 'CODEBUILD_SRC_DIR', 'LAMBDA_TASK_ROOT', 'DEPLOY_ROLE_ARN', 'COMMIT_ID'],
];
const scope = { tenantId: '01J', deployment: 'dev', config: configOf('dev'), delivery: { artifactBucket: 'b' } } as unknown as Scope;
const own = Object.keys(buildVariables(scope, facts));

attack('variable-runs-code', 'an operator sets a variable that is read by more than the application', () => {
  for (const name of STEERING) {
    for (const odd of [name, name.toLowerCase(), ` ${name}`, `APP_X=1\n${name}`, `${name}\u0000`])
      expect({ odd, ok: patchVariables({}, { [odd]: '/proc/self/environ' }).ok }).toEqual({ odd, ok: false });
    // As an event of the archive could still have it, or a message that somebody wrote.
    const delivered = buildVariables(scope, { ...facts, variables: { [name]: 'attack' } });
    const news = Object.entries(delivered).filter(([key, value]) => value === 'attack' || !own.includes(key));
    expect(news.map(([key]) => key)).toEqual([`APP_${name}`]);
  }
  const anyName = fc.oneof(fc.string(), fc.stringMatching(/^[A-Z][A-Z0-9_]{0,63}$/), fc.constantFrom(...STEERING));
  fc.assert(
    fc.property(anyName, fc.string({ unit: 'binary' }), (name, value) => {
      const taken = Object.entries(entry.variables.safeParse({ [name]: value }).data ?? {});
      for (const [key, text] of taken) expect(`${key}=${text}`).toMatch(/^(APP_[A-Z0-9_]+=\P{C}*|LOG_LEVEL=(DEBUG|INFO|WARN|ERROR))$/u);
      const delivered = buildVariables(scope, { ...facts, variables: { [name]: value } });
      const names = Object.keys(delivered).filter((key) => !own.includes(key));
      for (const key of names) expect(key).toMatch(/^APP_/);
      for (const key of names) expect(delivered[key]).not.toMatch(/\p{C}/u);
    }),
  );
});

/** Notes what it finds in its environment. */
const TOOL = `#!${process.execPath}
const fs = require('node:fs');
fs.appendFileSync(__filename + '.told', JSON.stringify(process.env) + '\\n');
console.log('UPDATE_COMPLETE');
`;
/** Of the container and of the fixed list: their values are CodeBuild's. */
const CONTAINER = ['PATH', 'HOME', 'AWS_REGION', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];
/** What bash itself reads before any command runs. */
const OF_BASH = ['BASH_ENV', 'ENV', 'SHELLOPTS', 'BASHOPTS', 'IFS', 'LD_PRELOAD', 'LD_AUDIT', 'LD_LIBRARY_PATH'];

attack(
  'variable-reaches-a-tool',
  'a variable that somebody put into a project past all rules is read by node or by the AWS CLI',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'attack-'));
    try {
      for (const tool of ['aws', 'node']) {
        await writeFile(path.join(folder, tool), TOOL);
        await chmod(path.join(folder, tool), 0o755);
      }
      const set = STEERING.filter((name) => !CONTAINER.includes(name) && !OF_BASH.includes(name));
      const env = {
        ...Object.fromEntries(Object.keys(buildVariables(scope, facts)).map((name) => [name, 'x'])),
        ...{ TENANT_ROLE_ARN: 'arn', COMMIT_ID: 'c', AWS_REGION: 'us-east-1', HOME: folder, APP_THEME: 'attack' },
        ...Object.fromEntries(set.map((name) => [name, 'attack'])),
        PATH: `${folder}:${process.env.PATH}`,
      };
      for (const script of Object.values(SCRIPTS)) await promisify(execFile)('bash', ['-c', script], { env, cwd: folder });
      for (const tool of ['aws', 'node']) {
        const told = (await readFile(path.join(folder, `${tool}.told`), 'utf8')).trim().split('\n');
        for (const line of told) {
          const found = Object.entries(JSON.parse(line) as Record<string, string>).filter(([, value]) => value === 'attack');
          expect([tool, found]).toEqual([tool, []]);
        }
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
