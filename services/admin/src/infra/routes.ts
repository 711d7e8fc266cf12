import { ROUTES } from '../contract/routes.ts';

/** Every route of the API, as events of its function. @param pathOf a route's key as these callers ask it */
export const routesFor = (authorizer: string, pathOf: (route: string) => string = (route) => route) =>
  Object.keys(ROUTES).map((route) => {
    const [method = '', path = ''] = pathOf(route).split(' ');
    return { httpApi: { method, path, authorizer: { name: authorizer } } };
  });
