import { type CodePipelineClient, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';

/** The id of the pipeline's newest execution; undefined where it has none, or does not show it yet. */
export const newestExecution = async (codePipeline: CodePipelineClient, pipelineName: string): Promise<string | undefined> => {
  const { pipelineExecutionSummaries = [] } = await codePipeline.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 1 }));
  return pipelineExecutionSummaries[0]?.pipelineExecutionId;
};
