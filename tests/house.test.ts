import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { STAGE_NAMES, STAGES } from '@tenantry/saga/stages';
import { files, isCode, isGenerated, isProduct, isTest, matches, read } from './repository.ts';

const MOST_LINES = 220;
const code = files.filter(isCode);
const typescript = code.filter((file) => /\.tsx?$/.test(file));
const found = (among: readonly string[], pattern: RegExp) => among.flatMap((file) => matches(file, pattern));

describe('code', () => {
  test(`no file has more than ${MOST_LINES} lines: it would hold two things`, () => {
    const long = code.map((file): [string, number] => [file, read(file).split('\n').length - 1]).filter(([, lines]) => lines > MOST_LINES);
    expect(long).toEqual([]);
  });

  test('files are named in kebab-case by what they hold, never utils, helpers, managers or an index', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/;
    const vague = /^(index|utils?|helpers?|common|misc)\.|manager/;
    const bad = code
      .filter((file) => /\.(ts|tsx|mjs|js)$/.test(file))
      .filter((file) => !name.test(path.basename(file)) || vague.test(path.basename(file)));
    expect(bad).toEqual([]);
  });

  test('nothing is left to be done later', () => {
    expect(found(code, /\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/)).toEqual([]);
  });

  test('nothing is of the type any, and no check of the compiler is switched off', () => {
    expect(found(typescript, /(:|<|\bas) an[y]\b(?! [a-z])/)).toEqual([]);
    expect(found(typescript, /@ts-(ignor[e]|nochec[k])|biome-ignore[^\n]*noExplicitAn[y]/)).toEqual([]);
  });

  test('tests mock no modules, skip nothing and single nothing out', () => {
    expect(found(typescript.filter(isTest), /jest\.(moc[k]|unstable_mockModul[e])\(|\b(test|describe|it)\.(onl[y]|ski[p])\(/)).toEqual([]);
  });

  test('tests have no time limits of their own: those of all bound hangs (`jest.config.mjs`, `PATIENCE_MS`)', () => {
    const tests = typescript.filter(isTest);
    expect(found(tests, /jest\.setTimeou[t]\(|^ *\}, \d[\d_]*\);|^ +\d+_000,$|\b(before|after)(All|Each)\(.*, \d[\d_]*\);/m)).toEqual([]);
  });

  test("no path of somebody's machine", () => {
    expect(
      found(
        files.filter((file) => isCode(file) || file.endsWith('.md')),
        /(?<![\w.~])\/(home|root|Users|work)\/\w/,
      ),
    ).toEqual([]);
  });
});

describe('the stages', () => {
  /** Names of fields and of an action, too. */
  const words = ['account', 'offboard'];
  const names = STAGE_NAMES.filter((name) => !words.includes(name));
  /** But not `Config['network']`. */
  const named = new RegExp(`(?<![\\w>\\])]\\[)['"](${names.join('|')})['"]`);
  const table = new RegExp(`['"](${STAGE_NAMES.join('|')})['"].*['"](${STAGE_NAMES.join('|')})['"]`);
  /** What a security review reads role by role; the proofs of the types; an AWS with no stages; samples. */
  const allowed = /^(landing-zone\/|shared\/src\/saga\/stage\.types\.ts|laptop\/aws\/|console\/browser\/)/;

  test('are named in their own service alone: everything else reads the saga document', () => {
    const elsewhere = typescript.filter((file) => !isTest(file) && !allowed.test(file));
    const strange = elsewhere.flatMap((file) => {
      const own = names.find((name) => file.startsWith(`services/${name}/`));
      return matches(file, table).concat(matches(file, named).filter((line) => !own || !line.includes(`'${own}'`)));
    });
    expect(strange).toEqual([]);
    expect(found(typescript, named).length).toBeGreaterThan(20);
  });
});

describe('product code', () => {
  const product = files.filter(isProduct);

  test('knows nothing of the laptop', () => {
    // As a label that no tenant gets it is nobody's laptop.
    const code = product.filter((file) => /\.(ts|tsx|mjs|yml|yaml|sql)$/.test(file) && file !== 'shared/src/domain/labels.ts');
    expect(found(code, /\b(localhost|127\.0\.0\.1|ministack|emulator)\b/i)).toEqual([]);
  });

  test('knows a hosted zone by its id: Route 53 allows several of one name, and the world asks one of them', () => {
    // It looks for just that: a second zone of the name, before there is one of ours.
    const others = product.filter((file) => file !== 'landing-zone/src/before/domain.ts');
    expect(found(others, /ListHostedZones|\bHostedZoneName\b/)).toEqual([]);
  });

  test('opens no client of S3 that does not say whose the buckets are', () => {
    const opening = files.filter((file) => isCode(file) && !isTest(file) && (isProduct(file) || /^(cli|console)\//.test(file)));
    const unsaid = found(opening, /(?<!ofOwner\()new S3Client\b|(?<!\.)\bclient\(S3Client\)/);
    expect(unsaid.filter((line) => !/\/testing\//.test(line))).toEqual([]);
  });

  test('grants no action by a bare wildcard, and no whole service but a key to the account that owns it', () => {
    const granted = product.flatMap((file) => statements(read(file)).map((text) => `${file}: ${text}`));
    expect(granted).toEqual([]);
  });
});

/** Statements that allow `*` or `service:*`. A key policy without `kms:*` for its account locks everybody out (KMS Developer Guide). */
const statements = (text: string): readonly string[] => {
  const wildcard = /(?:\bAction["']?\s*:|\ballow\()\s*\[?\s*["']?((?:[a-z0-9-]+:)?\*)(?=["'\s,\]])/g;
  return [...text.matchAll(wildcard)]
    .filter(({ 1: action, index }) => action !== 'kms:*' && !/Deny["']?\s*,[^{}]*$/.test(text.slice(0, index)))
    .map(([match]) => match);
};

test('the check on wildcards sees what it should', () => {
  expect(statements(`{ Effect: 'Allow', Action: '*', Resource: '*' }`)).toHaveLength(1);
  expect(statements(`allow('*', arn)`)).toHaveLength(1);
  expect(statements(`allow(['ec2:*'], '*')`)).toHaveLength(1);
  expect(statements(`"Action": "s3:*"`)).toHaveLength(1);
  expect(statements(`Action: 's3:GetObject', Resource: '*'`)).toEqual([]);
  expect(statements(`{ Effect: 'Deny', Action: '*', Resource: '*' }`)).toEqual([]);
  expect(statements(`Action: 'kms:*'`)).toEqual([]);
});

describe('services', () => {
  const services = [...new Set(files.flatMap((file) => /^services\/([^/]+)\//.exec(file)?.[1] ?? []))];
  const of = (service: string) =>
    files.filter((file) => file.startsWith(`services/${service}/`)).map((file) => file.split('/').slice(2).join('/'));
  const stages = services.filter((service) => of(service).includes('src/stage.ts'));

  test.each(services)('%s has what every service has, under the same names', (service) => {
    expect(of(service)).toEqual(expect.arrayContaining(['package.json', 'serverless.ts', 'README.md']));
    expect(of(service).filter((file) => /^events\/.+\.json$/.test(file))).not.toEqual([]);
  });

  test('every stage is deployed', () => {
    const compose = read('serverless-compose.yml');
    const forgotten = stages.filter((service) => !compose.includes(`path: services/${service}\n`));
    expect(forgotten.map((service) => `services/${service} is not in serverless-compose.yml (docs/extending.md#a-stage)`)).toEqual([]);
  });

  test.each(stages)('%s has what every stage has', (service) => {
    expect(of(service)).toEqual(expect.arrayContaining(['src/handler.ts', 'src/stage.ts', 'src/scope.ts']));
  });

  /** Of each step: its name, its file, and what it creates. */
  const steps = STAGES.flatMap(({ name: service, steps }) => {
    const stage = read(`services/${service}/src/stage.ts`);
    return steps.map(({ name, creates }) => {
      const file = new RegExp(`\\{ ${name}(?: as \\w+)? \\} from '\\./(steps/[\\w-]+)\\.ts'`).exec(stage)?.[1];
      return { service, name, file: `src/${file}`, creates };
    });
  });
  const testsOf = (service: string) => files.filter((file) => file.startsWith(`services/${service}/src/`) && isTest(file)).map(read);

  test('every step is a file of its stage, with a test', () => {
    const without = steps.filter(({ service, file }) => !testsOf(service).some((text) => text.includes(`/${path.basename(file)}.ts'`)));
    expect(
      without.map(({ service, file }) => `services/${service}/${file}.ts has no test beside it (docs/extending.md#a-resource)`),
    ).toEqual([]);
  });

  /** Made by the release's builds, which the step waits for. */
  const OTHERWISE = ['released'];
  test('every step that creates something is tried by the contract of steps', () => {
    const without = steps
      .filter(({ name, creates }) => creates.length > 0 && !OTHERWISE.includes(name))
      .filter(
        ({ service, name }) =>
          !testsOf(service).some(
            (text) => /\bstepContract\(/.test(text) && [`step: ${name},`, `step: step('${name}',`].some((one) => text.includes(one)),
          ),
      );
    expect(
      without.map(
        ({ service, file, name }) =>
          `services/${service}/${file}.aws.test.ts lacks stepContract({ step: ${name}, … }) (docs/extending.md#a-resource)`,
      ),
    ).toEqual([]);
  });

  test('samples are whole EventBridge envelopes', () => {
    for (const file of files.filter((name) => /^services\/[^/]+\/events\/.+\.json$/.test(name))) {
      const sample = JSON.parse(read(file)) as Record<string, unknown>;
      if (!('detail-type' in sample)) continue; // a request to the API
      expect([file, sample]).toEqual([file, expect.objectContaining({ source: expect.any(String), detail: expect.any(Object) })]);
    }
  });
});

test('versions are exact', () => {
  const packages = files.filter((file) => path.basename(file) === 'package.json');
  const ranged = packages.flatMap((file) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(file)) as Record<string, Record<string, string>>;
    return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${file}: ${name} ${version}`);
  });
  expect(ranged).toEqual([]);
});

test('generated files are known as such', () => {
  expect(isGenerated('events-schema/generated/asyncapi.json')).toBe(true);
  expect(isGenerated('events-schema/src/generate/main.ts')).toBe(false);
});
