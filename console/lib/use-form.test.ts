import { expect, test } from 'vitest';
import { ApiError, NetworkError } from './api.ts';
import { isEmail, refusedFields } from './use-form.ts';

test('the fields that the server refused are found by their name', () => {
  const error = new ApiError({
    code: 'invalid-input',
    status: 400,
    title: 'x',
    errors: [
      { path: 'body.email', message: 'Write a mail address.' },
      { path: 'body.settings.sites.0', message: 'Write a site.' },
    ],
  });
  expect(refusedFields(error, ['name', 'email', 'sites'], 'wrong')).toEqual({
    email: 'wrong',
    sites: 'wrong',
  });
  expect(refusedFields(new NetworkError('x'), ['email'], 'wrong')).toEqual({});
});

test.each(['ana@example.com', ' joão@padaria.com.br '])('%s is a mail address', (value) =>
  expect(isEmail(value)).toBe(true),
);
test.each(['', 'ana', 'ana@', '@example.com', 'a b@example.com', 'ana@example'])('%s is none', (value) =>
  expect(isEmail(value)).toBe(false),
);
