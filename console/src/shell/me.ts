import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api.ts';

const GROUPS = ['viewer', 'operator', 'admin'] as const;
export type Group = (typeof GROUPS)[number];

export const mayDo = (group: Group, least: Group): boolean => GROUPS.indexOf(group) >= GROUPS.indexOf(least);

/** Who is signed in, as the API says. */
export const useMe = () => {
  const { api } = useApi();
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => api('GET /me', { signal }), staleTime: 5 * 60_000 });
};
const useGroup = (): Group | undefined => useMe().data?.group;

/** Whether the person is known to be in a group, or in one that may do more. */
export const useMay = (): ((least: Group) => boolean) => {
  const group = useGroup();
  return (least) => group !== undefined && mayDo(group, least);
};

/** Props of a button that only a group may press. The API checks again: this only spares people the asking. */
export const useOnly = (): ((least: Group) => { readonly disabled?: true; readonly disabledReason?: string }) => {
  const group = useGroup();
  return (least) =>
    group === undefined || mayDo(group, least) ? {} : { disabled: true, disabledReason: `This needs the group ${least}.` };
};
