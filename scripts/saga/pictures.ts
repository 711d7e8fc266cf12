import type { SagaDocument, SagaStage } from '@tenantry/saga/document';

const published = ({ entries }: SagaStage): readonly string[] =>
  entries.flatMap((entry) => ('publishes' in entry ? [entry.publishes] : []));

/** An arrow from the stage that publishes an event to each that waits for it; the last one says that the tenant is live. */
const forward = ({ stages }: SagaDocument): readonly string[] => {
  const onTheWay = stages.filter(({ ready }) => ready);
  const [first, last] = [onTheWay[0], onTheWay.at(-1)];
  const arrows = onTheWay.flatMap((stage) =>
    published(stage).flatMap((event) =>
      stages.filter(({ waitsFor }) => waitsFor.includes(event)).map(({ name }) => `${stage.name} -- ${event} --> ${name}`),
    ),
  );
  return [
    `admin([admin]) -- ${first?.waitsFor[0]} --> ${first?.name}`,
    ...arrows,
    `${last?.name} -- ${last?.ready} --> live([tenant is live])`,
  ];
};

/** An arrow from the stage that is gone to each that may go then. */
const backward = ({ stages, wayBack }: SagaDocument): readonly string[] => {
  const inOrder = wayBack.map((name) => stages.find((stage) => stage.name === name)).filter((stage) => stage !== undefined);
  const last = inOrder.at(-1);
  const begun = inOrder.filter(({ removeOn }) => removeOn.some((event) => stages.every(({ removed }) => removed !== event)));
  const arrows = inOrder.flatMap(({ name, removed }) => [
    ...inOrder.filter(({ removeOn }) => removeOn.includes(removed)).map((next) => `${name} -- ${removed} --> ${next.name}`),
    ...(last?.waitsFor.includes(removed) ? [`${name} -- ${removed} --> last[${last.name}]`] : []),
  ]);
  return [
    `ask([OffboardRequested, or StageFailed before the tenant was live]) --> ${last?.name}`,
    ...begun.map(({ name, removeOn }) => `${last?.name} -- ${removeOn[0]} --> ${name}`),
    ...arrows,
    `last -- ${last?.removed} --> gone([nothing is left])`,
  ];
};

const PICTURES = { forward, backward } as const;

/** The text with each picture between its markers, `<!-- saga: forward -->` and `<!-- /saga -->`, drawn from the document. */
export const withPictures = (text: string, document: SagaDocument): string =>
  text.replace(/(<!-- saga: (\w+) -->\n)[\s\S]*?(<!-- \/saga -->)/g, (_, begin: string, name: string, end: string) => {
    if (!(name in PICTURES)) throw new Error(`there is no picture ${name} of the saga: ${Object.keys(PICTURES).join(', ')}`);
    const lines = PICTURES[name as keyof typeof PICTURES](document);
    return `${begin}\`\`\`mermaid\nflowchart LR\n${lines.map((line) => `  ${line}\n`).join('')}\`\`\`\n${end}`;
  });
