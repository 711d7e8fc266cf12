import { expect, test } from '@jest/globals';
import { metaCommandIn } from './meta-command.ts';

test.each([
  "SELECT 'a\\! id', E'\\'\\! id', e'''\\! id';",
  'CREATE TABLE "x\n\\! id > /tmp/pwned\n" ("a""\\b" int);',
  "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $function$ SELECT '\\!' -- \\! id\n $function$;",
  'AS $f$ $g$ \\! $f$; SELECT $$\\!$$, a$1$b, $1;',
  'CREATE OPERATOR @# (FUNCTION = f); SELECT a - b / c * d;',
])('what stands in quotes is no command: %j', (sql) => {
  expect(metaCommandIn(sql)).toBeUndefined();
});

test.each([
  ['SELECT 1;\n\\! id', '\\! id'],
  ["SELECT 'a'\\! id", '\\! id'],
  ["SELECT 'a\\' \\! id", '\\! id'],
  ['-- not in this dump: x\n\\! id', '-- not in this dump: x\n\\! id'],
  ['/* */ SELECT 1', '/* */ SELECT 1'],
  ['AS $f$ $f$ \\copy x', '\\copy x'],
  ['SELECT a$b$ \\g', '\\g'],
])('what leads out of them is: %j', (sql, found) => {
  expect(metaCommandIn(sql)).toBe(found);
});
