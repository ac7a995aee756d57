/** What the team keeps of a customer by hand: who looks after them, what comes next, how they want to be spoken to. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { nameLengthMax, profileFields } from './entries.ts';
import { id } from './ids.ts';

/** Nothing of it has to be there. */
export const profile = profileFields.required();
export type Profile = z.output<typeof profile>;

const params = z.object({ id });
const nextStep = z.string().trim().min(1).max(nameLengthMax);

export const profileEndpoints = {
  readProfile: endpoint({
    name: 'readProfile',
    method: 'GET',
    path: '/customers/:id/profile',
    access: 'customers:read',
    summary: 'What the team keeps of a customer: owner, next step, preferred language and channel.',
    params,
    output: profile,
    status: 200,
  }),
  updateProfile: endpoint({
    name: 'updateProfile',
    method: 'PATCH',
    path: '/customers/:id/profile',
    access: 'customers:write',
    summary: 'Changes what is sent, and leaves the rest; null takes it away.',
    params,
    body: profileFields.extend({ nextStep: nextStep.nullable().optional() }),
    output: profile,
    status: 200,
  }),
};
