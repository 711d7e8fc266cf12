import {
  CloudFrontClient,
  DeleteFunctionCommand,
  DeleteOriginAccessControlCommand,
  DeleteResponseHeadersPolicyCommand,
  DescribeFunctionCommand,
  GetOriginAccessControlCommand,
  GetResponseHeadersPolicyCommand,
  ListFunctionsCommand,
  ListOriginAccessControlsCommand,
  ListResponseHeadersPoliciesCommand,
} from '@aws-sdk/client-cloudfront';
import { type AccountInRegion, foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

const FUNCTION = 'CloudFront function';
const ACCESS_CONTROL = 'CloudFront origin access control';
const HEADERS_POLICY = 'CloudFront response headers policy';

/** CloudFront has no paginators for these lists. */
const pages = async function* <Page>(
  list: (Marker: string | undefined) => Promise<{ readonly page: Page; readonly next: string | undefined }>,
) {
  let marker: string | undefined;
  do {
    const { page, next } = await list(marker);
    yield page;
    marker = next || undefined;
  } while (marker);
};

const functions = async (place: AccountInRegion): Promise<Leftover[]> => {
  const found: Leftover[] = [];
  const list = async (Marker: string | undefined) => {
    const { FunctionList } = await place.client(CloudFrontClient).send(new ListFunctionsCommand({ Marker }));
    return { page: FunctionList?.Items ?? [], next: FunctionList?.NextMarker };
  };
  for await (const page of pages(list)) found.push(...page.map(({ Name }) => foundIn(place, FUNCTION)(Name, hasName(place, Name))));
  // A published function is listed once per stage.
  return found.filter(({ id }, i) => found.findIndex((other) => other.id === id) === i);
};
const accessControls = async (place: AccountInRegion): Promise<Leftover[]> => {
  const found: Leftover[] = [];
  const list = async (Marker: string | undefined) => {
    const { OriginAccessControlList } = await place.client(CloudFrontClient).send(new ListOriginAccessControlsCommand({ Marker }));
    return {
      page: OriginAccessControlList?.Items ?? [],
      next: OriginAccessControlList?.IsTruncated ? OriginAccessControlList.NextMarker : undefined,
    };
  };
  for await (const page of pages(list)) found.push(...page.map(({ Id, Name }) => foundIn(place, ACCESS_CONTROL)(Id, hasName(place, Name))));
  return found;
};
const headersPolicies = async (place: AccountInRegion): Promise<Leftover[]> => {
  const found: Leftover[] = [];
  const list = async (Marker: string | undefined) => {
    const { ResponseHeadersPolicyList } = await place
      .client(CloudFrontClient)
      .send(new ListResponseHeadersPoliciesCommand({ Type: 'custom', Marker }));
    return { page: ResponseHeadersPolicyList?.Items ?? [], next: ResponseHeadersPolicyList?.NextMarker };
  };
  for await (const page of pages(list)) {
    found.push(
      ...page.map(({ ResponseHeadersPolicy: policy }) =>
        foundIn(place, HEADERS_POLICY)(policy?.Id, hasName(place, policy?.ResponseHeadersPolicyConfig?.Name)),
      ),
    );
  }
  return found;
};

/** What distributions are made of. By name: most of it takes no tags. */
export const distributionParts: Lister = {
  service: 'CloudFront functions, access controls and policies',
  finds: ['AWS::CloudFront::Function', 'AWS::CloudFront::OriginAccessControl', 'AWS::CloudFront::ResponseHeadersPolicy'],
  isGlobal: true,
  list: async (place) => (await Promise.all([functions(place), accessControls(place), headersPolicies(place)])).flat(),
  remove: async (place, { type, id }) => {
    const client = place.client(CloudFrontClient);
    if (type === FUNCTION) {
      const { ETag } = await client.send(new DescribeFunctionCommand({ Name: id, Stage: 'DEVELOPMENT' }));
      await client.send(new DeleteFunctionCommand({ Name: id, IfMatch: ETag }));
    } else if (type === ACCESS_CONTROL) {
      const { ETag } = await client.send(new GetOriginAccessControlCommand({ Id: id }));
      await client.send(new DeleteOriginAccessControlCommand({ Id: id, IfMatch: ETag }));
    } else {
      const { ETag } = await client.send(new GetResponseHeadersPolicyCommand({ Id: id }));
      await client.send(new DeleteResponseHeadersPolicyCommand({ Id: id, IfMatch: ETag }));
    }
  },
};
