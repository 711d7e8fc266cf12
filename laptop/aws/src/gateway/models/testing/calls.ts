import { type ParsedCall, parseCall } from '../../parse.ts';
import { check } from '../check.ts';
import { refusalOf } from '../refusals.ts';
import type { Violation } from '../violation.ts';

/** Requests as clients send them, as the gateway reads them. */
interface Request {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export const called = (service: string, { method = 'POST', path = '/', headers = {}, body = '' }: Request): ParsedCall =>
  parseCall(method, path, headers, Buffer.from(body), service);
export const json = (service: string, target: string, input: unknown): ParsedCall =>
  called(service, { headers: { 'x-amz-target': target }, body: JSON.stringify(input) });
export const form = (service: string, fields: Readonly<Record<string, string>>): ParsedCall =>
  called(service, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() });
export const restJson = (service: string, method: string, path: string, input: unknown): ParsedCall =>
  called(service, { method, path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) });
export const xml = (service: string, method: string, path: string, body: string): ParsedCall =>
  called(service, { method, path, headers: { 'content-type': 'application/xml' }, body });

/** What a call has wrong by its API model. */
export const violations = ({ api, input }: ParsedCall): readonly Violation[] => {
  if (!api || !input) throw new Error('the models do not know the call');
  return check(api.model, api.operation, input);
};
/** The error with which the service refuses it. */
export const refusal = (call: ParsedCall): object => {
  const { code, message, details } = refusalOf(call.api!.model, call.api!.operation, violations(call));
  return { code, message, ...details };
};

/** Parameters of a call to EC2. */
export const TAGS = { 'TagSpecification.1.ResourceType': 'vpc', 'TagSpecification.1.Tag.1.Key': 'a', 'TagSpecification.1.Tag.1.Value': '' };
/** A body of ChangeResourceRecordSets. */
export const ZONE_CHANGE = (change: string): string =>
  `<?xml version="1.0"?><ChangeResourceRecordSetsRequest><ChangeBatch><Changes>${change}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`;
export const CHANGE = (type: string, value: string): string =>
  `<Change><Action>UPSERT</Action><ResourceRecordSet><Name>a.b</Name><Type>${type}</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>${value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>`;
