import { AwsError } from '../../errors.ts';
import type { PipelineDeclaration, SourceRevision } from './types.ts';

/** Which types of revision a source takes (CodePipeline API Reference, SourceRevisionOverride). */
const TYPES: Readonly<Record<string, readonly string[]>> = { CodeCommit: ['COMMIT_ID'], S3: ['S3_OBJECT_KEY', 'S3_OBJECT_VERSION_ID'] };

/**
 * Refuses what the start of an execution may not override: a source that is not there, a revision of another kind, and the key of an S3
 * source that does not allow it (CodePipeline User Guide, "Start a pipeline with a source revision override").
 */
export const checkRevisions = ({ stages }: PipelineDeclaration, revisions: readonly SourceRevision[]): void => {
  for (const { actionName, revisionType } of revisions) {
    const action = stages[0]?.actions.find(({ name }) => name === actionName);
    if (!action) throw new AwsError('ValidationException', `Source revision override: the pipeline has no source action ${actionName}`);
    const { provider } = action.actionTypeId;
    if (!TYPES[provider]?.includes(revisionType))
      throw new AwsError('ValidationException', `Source revision type ${revisionType} is not valid for the source action ${actionName}`);
    if (revisionType === 'S3_OBJECT_KEY' && action.configuration?.AllowOverrideForS3ObjectKey !== 'true')
      throw new AwsError(
        'ValidationException',
        `Action ${actionName} does not allow S3_OBJECT_KEY: set AllowOverrideForS3ObjectKey to true`,
      );
  }
};
