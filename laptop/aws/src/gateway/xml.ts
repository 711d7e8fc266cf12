import { XMLBuilder, XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: true });
const builder = new XMLBuilder({ ignoreAttributes: false, suppressEmptyNode: true });

/** Parses an XML document; every leaf is a string, a single list member is an object (use `listOf`). */
export const parseXml = (document: Buffer | string): Record<string, unknown> => {
  const parsed: unknown = parser.parse(document);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
};

/** Builds an XML document with its declaration. Attributes are keys that begin with `@_`. */
export const buildXml = (document: object): Buffer => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`);

/** XML has no lists: what occurs once parses to one value, what is absent to undefined or an empty string. */
export const listOf = (value: unknown): unknown[] => {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
};
