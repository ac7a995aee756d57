import { expect, test } from 'vitest';
import { idInAddress } from './id-in-address.ts';

const id = '0198c2a1-7c1e-7000-8000-0123456789ab';

test('a conversation is named by its address or its id, and by nothing else', () => {
  expect(idInAddress(`https://desk.example/conversations/${id}`)).toBe(id);
  expect(idInAddress(` /conversations/${id.toUpperCase()}?message=1#x `)).toBe(id);
  expect(idInAddress(id)).toBe(id);
  for (const wrong of [
    '',
    'hello',
    `https://desk.example/customers/${id}`,
    `${id}${id}`,
    `/conversations/${id}x`,
  ]) {
    expect(idInAddress(wrong), wrong).toBeUndefined();
  }
});
