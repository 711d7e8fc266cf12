import { expect, test } from '@jest/globals';
import { newPassword, schemaNameOf, scramVerifier } from './tenant-database.ts';

test('a schema name needs no quotes', () => {
  expect(schemaNameOf('01JABCDEFGHJKMNPQRSTVWXYZ0')).toMatch(/^tenant_[a-z0-9]{26}$/);
});

test('a verifier is the one that PostgreSQL computes (RFC 7677, section 3)', () => {
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  expect(scramVerifier('pencil', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});

test('a password has every class of characters that the user pool asks for', () => {
  for (let i = 0; i < 100; i++) expect(newPassword()).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w-]{32}$/);
});
