import { expect, test } from 'vitest';
import { roles } from '../../../contract/permissions.ts';
import { assignableRoles, mayManage } from './rules.ts';

test('only owners make owners', () => {
  expect(assignableRoles('owner')).toEqual(roles);
  expect(assignableRoles('admin')).toEqual(['admin', 'agent', 'viewer']);
});

test('only owners manage owners, and nobody manages oneself', () => {
  const [owner, admin] = [
    { id: 'o', role: 'owner' as const },
    { id: 'a', role: 'admin' as const },
  ];
  expect(mayManage(owner, admin)).toBe(true);
  expect(mayManage(owner, { id: 'o2', role: 'owner' })).toBe(true);
  expect(mayManage(admin, owner)).toBe(false);
  expect(mayManage(admin, { id: 'v', role: 'viewer' })).toBe(true);
  expect(mayManage(owner, owner)).toBe(false);
});
