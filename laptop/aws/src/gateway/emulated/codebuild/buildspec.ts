import { parse } from 'yaml';
import { z } from 'zod';

/** The phases of a buildspec, in the order in which they run. */
export const phaseNames = ['install', 'pre_build', 'build', 'post_build'] as const;

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const command = z.string({ error: 'to be of string type: quote a command that contains ": "' });
const names = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const phase = z
  .object({
    commands: z.array(command).nullish(),
    finally: z.array(command).nullish(),
    'on-failure': z.enum(['ABORT', 'CONTINUE']).optional(),
  })
  .nullish();

const artifacts = z.object({
  files: names.optional(),
  name: z.string().optional(),
  'discard-paths': z.union([z.boolean(), z.stringbool()]).optional(),
  'base-directory': z.string().optional(),
  'exclude-paths': names.optional(),
});

const buildspec = z.object({
  version: z.union([z.literal(0.2), z.literal('0.2')], { error: 'version must be 0.2' }),
  env: z
    .object({
      variables: z.record(z.string(), text).nullish(),
      'parameter-store': z.record(z.string(), text).nullish(),
      'secrets-manager': z.record(z.string(), text).nullish(),
      'exported-variables': z.array(z.string()).nullish(),
    })
    .nullish(),
  phases: z.object({ install: phase, pre_build: phase, build: phase, post_build: phase }).nullish(),
  artifacts: artifacts.extend({ 'secondary-artifacts': z.record(z.string(), artifacts).optional() }).nullish(),
  cache: z.object({ paths: z.array(z.string()).nullish() }).nullish(),
});

/**
 * A build specification, version 0.2. Sections that change nothing on a laptop (run-as, proxy, reports, runtime versions) are ignored.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
export type Buildspec = z.output<typeof buildspec>;
export type BuildspecArtifacts = z.output<typeof artifacts>;

/** Parses a buildspec; throws an Error that says where it is wrong. */
export const parseBuildspec = (yaml: string): Buildspec => {
  const result = buildspec.safeParse(parse(yaml));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`Expected ${issue?.path.join('.') || 'buildspec'} ${issue?.message}`);
};

/** Whether a project's `buildspec` is the specification itself; otherwise it is a path in the source. */
export const isInlineBuildspec = (value: string): boolean => value.includes('\n') || /^\s*version\s*:/.test(value);
