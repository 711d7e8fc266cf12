import { useDeployment } from '../onboarding/use-plan.ts';

/** `https://…/docs/runbook.md` stands beside the rest of the documentation. */
const RUNBOOK = /\/runbook\.md$/;

/** Where more is to be read: the runbook, the documentation, and the dashboard, as far as the configuration names them. */
export const Help = () => {
  const { data } = useDeployment();
  const { runbookUrl, dashboardUrl } = data ?? {};
  const links = [
    { text: 'Runbook', href: runbookUrl },
    { text: 'Documentation', href: runbookUrl && RUNBOOK.test(runbookUrl) ? runbookUrl.replace(RUNBOOK, '') : undefined },
    { text: 'CloudWatch dashboard', href: dashboardUrl },
  ].filter(({ href }) => href !== undefined);
  if (links.length === 0) return null;
  return (
    <>
      <h2 id="group-Help">Help</h2>
      <ul aria-labelledby="group-Help">
        {links.map(({ text, href }) => (
          <li key={text}>
            <a href={href} target="_blank" rel="noreferrer">
              {text}
              <span className="visually-hidden"> (opens in a new tab)</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
};
