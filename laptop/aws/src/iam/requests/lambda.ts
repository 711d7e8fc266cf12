import { ask, each, field, type Input, regional, type Table, unnamed } from './asked.ts';

const functionArn = (input: Input): string => {
  const name = field(input, 'FunctionName');
  return name.startsWith('arn:') ? name : regional(input, 'lambda', `function:${name}`);
};
export const lambda: Table = {
  ...unnamed('lambda', 'ListEventSourceMappings', 'ListFunctions'),
  ...each(
    'lambda',
    ['DeleteFunction', 'DeleteFunctionConcurrency', 'GetFunction', 'GetFunctionConfiguration', 'PutFunctionConcurrency'],
    functionArn,
  ),
  UpdateEventSourceMapping: async (input, look) => {
    const mapping = field(input, 'UUID');
    const of = await look.functionOfMapping(input, mapping);
    return ask(
      'lambda:UpdateEventSourceMapping',
      regional(input, 'lambda', `event-source-mapping:${mapping}`),
      of === undefined ? undefined : { 'lambda:FunctionArn': of },
    );
  },
  Invoke: (input) => ask('lambda:InvokeFunction', functionArn(input)),
};
