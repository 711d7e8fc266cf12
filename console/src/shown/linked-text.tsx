import Link from '@cloudscape-design/components/link';
import { Fragment } from 'react';
import { partsOf } from './links-in-text.ts';

/** A text of the API in which addresses, such as the runbook's, can be followed. */
export const LinkedText = ({ children }: { readonly children: string }) =>
  partsOf(children).map(({ text, isUrl }, i) => {
    const key = `${i} ${text}`;
    return isUrl ? (
      <Link key={key} external href={text} fontSize="inherit" externalIconAriaLabel="Opens in a new tab">
        {text}
      </Link>
    ) : (
      <Fragment key={key}>{text}</Fragment>
    );
  });
