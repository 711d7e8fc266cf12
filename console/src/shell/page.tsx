import ContentLayout from '@cloudscape-design/components/content-layout';
import Header, { type HeaderProps } from '@cloudscape-design/components/header';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly info?: HeaderProps['info'];
  readonly children: ReactNode;
}

/** A page with its one heading of the first level, which is also the title of the tab. */
export const Page = ({ title, description, actions, info, children }: PageProps) => {
  useTitle(title);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={description} actions={actions} info={info}>
          {title}
        </Header>
      }
    >
      {children}
    </ContentLayout>
  );
};

export const useTitle = (title: string): void => {
  useEffect(() => {
    document.title = `${title} – Tenantry`;
  }, [title]);
};
