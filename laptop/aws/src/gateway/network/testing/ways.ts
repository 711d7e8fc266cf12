import type { Way } from '../way.ts';

/** Every way from one thing with network interfaces to another, by their ARNs, as a laptop's gateway has it. */
export const waysBetween = async (url: string, from: string, to: string, port = 5432): Promise<readonly Way[]> => {
  const answer = await fetch(`${url}/_laptop/ways?${new URLSearchParams({ from, to, port: String(port) })}`);
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { readonly ways: readonly Way[] }).ways;
};
