import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetBuildsCommand, CodeBuildClient } from '@aws-sdk/client-codebuild';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { z } from 'zod';
import type { Scope } from './scope.ts';

/** Lines of a failed build's log that are shown. */
const TAIL = 15;
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

/** What has no form of its own, by what stands before it: `password=…`, `Authorization: …`, `?code=…`; and a JWT (RFC 7519, begins with `{"`). */
const NAMED_SECRET =
  /(pass(word|wd|phrase)?|secret|token|authorization|credentials?|api[-_ ]?key|cookie)["']?\s*[:=]|[?&]code=|\beyJ[\w-]{8,}\./i;
/** A line of nothing else: of a key in PEM, whose first line may not be among those that are read. */
const OPAQUE = /^\s*[\w+/=-]{40,}\s*$/;
/**
 * Values of a row: PostgreSQL names them in an error's detail, context and hint (documentation, "Error Message Style Guide"), in one line for
 * each as psql prints them, or as members of node-postgres's error.
 */
const ROW = /\b(detail|context|where|hint)["']?\s*:|Failing row contains|\bKey \(.*\)=\(/i;
const email = z.email();
const holdsAddress = (line: string): boolean =>
  line.split(/[^\w.+@-]+/).some((word) => word.includes('@') && email.safeParse(word).success);

/** Lines of a build's log without those that carry a secret or something of a person: an event stays in the archive and on screens. */
export const withoutSecrets = async (lines: readonly string[]): Promise<readonly string[]> => {
  const isSilent = async (line: string): Promise<boolean> =>
    [NAMED_SECRET, OPAQUE, ROW].some((pattern) => pattern.test(line)) || holdsAddress(line) || holdsKey(line);
  const shown = await Promise.all(lines.map(async (line) => ((await isSilent(line)) ? LEFT_OUT : line)));
  return shown.filter((line, i) => line !== LEFT_OUT || shown[i - 1] !== LEFT_OUT);
};

/** The end of a build's log, fit for an event; empty when there is none. */
export const logTail = async ({ devops }: Pick<Scope, 'devops'>, buildId: string | undefined): Promise<string> => {
  if (!buildId) return '';
  const { builds = [] } = await devops(CodeBuildClient).send(new BatchGetBuildsCommand({ ids: [buildId] }));
  const { groupName, streamName } = builds[0]?.logs ?? {};
  if (!groupName || !streamName) return '';
  const { events = [] } = await devops(CloudWatchLogsClient).send(
    new GetLogEventsCommand({ logGroupName: groupName, logStreamName: streamName, limit: TAIL, startFromHead: false }),
  );
  // A message may hold several lines, as an error with its stack does.
  const lines = events.flatMap(({ message = '' }) => message.trimEnd().split(/\r\n|[\n\r]/));
  return (await withoutSecrets(lines.slice(-TAIL))).join('\n');
};
