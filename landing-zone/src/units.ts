import {
  type OrganizationalUnit,
  type OrganizationsClient,
  paginateListOrganizationalUnitsForParent,
  paginateListTagsForResource,
} from '@aws-sdk/client-organizations';
import { collect } from '@tenantry/shared/aws/pages';
import { refused } from './refused.ts';

export interface TaggedUnit {
  readonly unit: OrganizationalUnit;
  /** The value of its tag of this key. */
  readonly tagged: (key: string) => string | undefined;
}

/** The units right below a parent, each with its tags: they say whose it is. @throws Error that says what Organizations answered instead */
export async function* unitsBelow(client: OrganizationsClient, ParentId: string): AsyncGenerator<TaggedUnit> {
  const units = await collect(
    paginateListOrganizationalUnitsForParent({ client }, { ParentId }),
    ({ OrganizationalUnits }) => OrganizationalUnits,
  ).catch(refused('Organizations ListOrganizationalUnitsForParent'));
  for (const unit of units) {
    const { Id: ResourceId = '' } = unit;
    const tags = await collect(paginateListTagsForResource({ client }, { ResourceId }), ({ Tags }) => Tags).catch(
      refused('Organizations ListTagsForResource'),
    );
    yield { unit, tagged: (key) => tags.find(({ Key }) => Key === key)?.Value };
  }
}
