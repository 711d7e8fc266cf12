import ipaddr from 'ipaddr.js';

/** Hosts of the configuration that may be anything: on a laptop, for trying. */
export type AllowedHosts = readonly string[];

/**
 * Whether an IP address is on the public internet. Everything else is refused: loopback, private, link-local (the metadata of cloud
 * machines), shared, reserved, and what leads to one of them through IPv6.
 */
export const isPublic = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
};

/** Why an address is refused; undefined for one that may be asked for, if DNS leads its host to the public internet. Pure. */
export const addressProblem = (url: string, allowed: AllowedHosts): { readonly problem: string; readonly fix: string } | undefined => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed) return { problem: 'no address', fix: 'Write it as https://host/path.' };
  const host = hostOf(parsed);
  if (parsed.username || parsed.password) return { problem: 'a user or a password stands in it', fix: 'Put what is secret into the path.' };
  if (allowed.includes(host)) return /^https?:$/.test(parsed.protocol) ? undefined : { problem: 'no https', fix: 'Write https://.' };
  if (parsed.protocol !== 'https:') return { problem: 'no https', fix: 'Write https://.' };
  if (ipaddr.isValid(host) && !isPublic(host)) return { problem: NOT_PUBLIC, fix: PUBLIC_ONLY };
  return undefined;
};

export const NOT_PUBLIC = 'the address is not on the public internet';
export const PUBLIC_ONLY =
  'Give an address that everybody can reach: none that is loopback, private or link-local (docs/notifications.md#which-addresses-are-refused).';

/** Without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Where Slack takes incoming webhooks. */
const SLACK = /^hooks\.slack(-gov)?\.com$/;
export const slackProblem = (url: string, allowed: AllowedHosts): { readonly problem: string; readonly fix: string } | undefined => {
  const host = URL.canParse(url) ? hostOf(new URL(url)) : '';
  if (SLACK.test(host) || allowed.includes(host)) return undefined;
  return { problem: 'no incoming webhook of Slack', fix: 'Copy it from your Slack app: https://hooks.slack.com/services/….' };
};
