import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetBuildsCommand, CodeBuildClient } from '@aws-sdk/client-codebuild';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import type { Scope } from './scope.ts';

/** Lines of a failed build's log that are shown. */
const TAIL = 15;
/** And that are looked at: what a line belongs to may begin before them. */
const READ = 100;
export const LEFT_OUT = "(left out: it may hold a secret, or say something of a person; the build's log has it)";

/** Keys and tokens of known form, with ids of AWS's keys, which the rule leaves out by default. */
const rules = [
  {
    id: '@secretlint/secretlint-rule-preset-recommend',
    rule: creator,
    rules: [{ id: '@secretlint/secretlint-rule-aws', options: { enableIDScanRule: true } }],
  },
];
const holdsKey = async (line: string): Promise<boolean> => {
  const source = { filePath: 'build.log', content: line, contentType: 'text' as const };
  const { messages } = await lintSource({ source, options: { config: { rules }, maskSecrets: true } });
  return messages.some(({ messageId }) => messageId !== 'AWSAccountID');
};

/**
 * What has no form of its own, by what stands before it: `password=…`, `SECRET_KEY: …`, `--token …`, `PASSWORD '…'`, `Bearer …`, `?code=…`,
 * who signs in by an address (`https://x:y@…`); and a JWT (RFC 7519, begins with `{"`).
 */
const NAMED_SECRET = [
  /(pass(word|wd|phrase)?|pwd|secret|token|authorization|credential|(api|private|access|encryption|signing)[-_ ]?key|cookie|signature|session[-_]?id)s?(value)?([-_.]\w+)*["']?\s*[:=]/i,
  /(^|\s)--?[\w-]*(pass|pwd|secret|token|key)[\w-]*\s+\S/i,
  /\bpassword\s+(is\s+)?["']/i,
  /\b(bearer|basic)\s+(?=\S*[\d=])\S{8,}/i,
  /[?&]code=|:\/\/[^\s/@]+@|\beyJ[\w-]{8,}\.|-----(BEGIN|END)\b/i,
];
/** A line of nothing else: of a key in PEM, whose first line may not be among those that are read. */
const OPAQUE = /^\s*[\w+/=-]{40,}\s*$/;
/** The last line of such a key is a short one. */
const SINGLE = /^\s*[\w+/=-]+\s*$/;
/** What chance has made, in the middle of a line: a secret access key has 40 characters. Paths and commits have few capital letters. */
const isChance = (token: string): boolean =>
  /[a-z]/.test(token) && /\d/.test(token) && (token.match(/[A-Z]/g) ?? []).length * 6 >= token.length;
const holdsChance = (line: string): boolean => (line.match(/[\w+/=]{40,}/g) ?? []).some(isChance);
/**
 * Values of a row: PostgreSQL names them in an error's detail, context, hint and statement (documentation, "Error Message Style Guide"), in
 * one line for each as psql prints them, or as members of node-postgres's error; and in the message itself, where one cannot be read.
 */
const ROW = [
  /\b(detail|context|where|hint|statement|query|internalQuery|sql|parameters|values)["']?\s*:|Failing row contains|\bKey \(.*\)=\(/i,
  /\bLINE \d+:/,
  /(invalid input|invalid value|malformed|out of range)\b[^"]*"/i,
];
/** An address of a person, wherever its sentence ends. `name@1.2.3` is a version. */
const ADDRESS = /[\p{L}\p{N}_+.-](?:@|%40)(?![v^~]*\d+\.\d)[\p{L}\p{N}][\p{L}\p{N}.-]*\.\p{L}/iu;

/** For each line whether a value of a row is open there, which has lines of its own. */
const openRows = (lines: readonly string[]): readonly boolean[] => {
  let open = 0;
  return lines.map((line) => {
    if (/^\s*(\[Container\]|npm |[A-Z]+: )/.test(line)) open = 0;
    const isOpen = open > 0;
    if (isOpen || ROW[0]?.test(line)) open += line.split('(').length - line.split(')').length;
    return isOpen;
  });
};

/** Lines of a build's log without those that carry a secret or something of a person: an event stays in the archive and on screens. */
export const withoutSecrets = async (lines: readonly string[]): Promise<readonly string[]> => {
  const isOpen = openRows(lines);
  const isOfKey = (at: number): boolean =>
    SINGLE.test(lines[at] ?? '') &&
    [at - 1, at + 1].some((near) => /-----END|-----BEGIN/.test(lines[near] ?? '') || OPAQUE.test(lines[near] ?? ''));
  const isSilent = async (line: string, at: number): Promise<boolean> =>
    isOpen[at] ||
    [...NAMED_SECRET, OPAQUE, ...ROW, ADDRESS].some((pattern) => pattern.test(line)) ||
    isOfKey(at) ||
    holdsChance(line) ||
    holdsKey(line);
  const shown = await Promise.all(lines.map(async (line, at) => ((await isSilent(line, at)) ? LEFT_OUT : line)));
  return shown.filter((line, i) => line !== LEFT_OUT || shown[i - 1] !== LEFT_OUT);
};

/** The end of a build's log, fit for an event; empty when there is none. */
export const logTail = async ({ devops }: Pick<Scope, 'devops'>, buildId: string | undefined): Promise<string> => {
  if (!buildId) return '';
  const { builds = [] } = await devops(CodeBuildClient).send(new BatchGetBuildsCommand({ ids: [buildId] }));
  const { groupName, streamName } = builds[0]?.logs ?? {};
  if (!groupName || !streamName) return '';
  const { events = [] } = await devops(CloudWatchLogsClient).send(
    new GetLogEventsCommand({ logGroupName: groupName, logStreamName: streamName, limit: READ, startFromHead: false }),
  );
  // A message may hold several lines, as an error with its stack does.
  const lines = events.flatMap(({ message = '' }) => message.trimEnd().split(/\r\n|[\n\r]/));
  return (await withoutSecrets(lines.slice(-READ))).slice(-TAIL).join('\n');
};
