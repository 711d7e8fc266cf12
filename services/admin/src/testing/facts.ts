import type { Fact } from '../model/fact.ts';

export const TENANT = '01JD0000000000000000000000';
export const START = 1_800_000_000_000;
export const at = (second: number): string => new Date(START + second * 1000).toISOString();

/** An event as the timeline keeps it. @param publisher with a generation where a stage published it: `network/NetworkPeered/1` */
export const told = (path: string, second: number, causedBy = '', detail: object = {}): Fact => ({
  name: path.split('/')[1] ?? '',
  eventId: `${TENANT}/${path}`,
  at: at(second),
  causedBy: causedBy && `${TENANT}/${causedBy}`,
  detail: { ...detail },
});

/** What a stage says of a step. @param path `network/vpc/1`, with its generation */
export const said = (path: string, state: string, second: number, causedBy: string, more: object = {}): Fact => {
  const [stage = '', step = '', generation = '1'] = path.split('/');
  return {
    name: 'StageProgressed',
    eventId: `${TENANT}/${path}/${state}/${at(second)}`,
    at: at(second),
    causedBy: `${TENANT}/${causedBy}`,
    detail: { stage, step, direction: 'ensure', state, generation: Number(generation), ...more },
  };
};

/** A step that took a second. */
export const did = (path: string, second: number, causedBy: string, more: object = {}): readonly Fact[] => [
  said(path, 'started', second, causedBy, more),
  said(path, 'done', second + 1, causedBy, more),
];

export const stalled = (path: string, second: number, causedBy: string, name = 'StageStalled'): Fact => {
  const [stage = '', step = '', generation = '1'] = path.split('/');
  return told(`${stage}/${name}/${generation}`, second, causedBy, {
    stage,
    step,
    generation: Number(generation),
    call: 'EC2 CreateNatGateway',
    code: 'NatGatewayLimitExceeded',
    message: 'The limit is reached.',
    advice: 'Raise it.',
  });
};
