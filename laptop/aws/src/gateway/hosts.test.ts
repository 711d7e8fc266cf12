import { expect, test } from '@jest/globals';
import { requestTarget } from './hosts.ts';

test('a request to a server takes its host from the header, without the port', () => {
  expect(requestTarget('/a?b=c', 'Demo.app.localhost:4600')).toEqual({ host: 'demo.app.localhost', path: '/a?b=c' });
});

test('a request to a proxy takes its host from the URL', () => {
  expect(requestTarget('http://demo.app.localhost/a?b=c', '127.0.0.1:4600')).toEqual({ host: 'demo.app.localhost', path: '/a?b=c' });
});
