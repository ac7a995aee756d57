/** The stages of a customer's way with a business, in their order. */
import { z } from 'zod';

export const stageNames = ['aware', 'consider', 'buy', 'use', 'support', 'advocate'] as const;
export const stage = z.enum(stageNames);
export type Stage = z.infer<typeof stage>;
