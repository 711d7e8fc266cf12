import { Webhook } from 'standardwebhooks';

/** Headers by which a receiver knows who sent it, and what it had before (Standard Webhooks, "Webhook headers"). @param secrets the newest first */
export const signature = (id: string, at: Date, body: string, secrets: readonly string[]): Readonly<Record<string, string>> => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
});
