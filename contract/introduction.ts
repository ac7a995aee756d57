/** What a chat asks of a new visitor before the first message, and what the visitor answers. Answers are claims. */
import { z } from 'zod';
import { nameLengthMax } from './entries.ts';

const asked = z.enum(['no', 'optional', 'required']);

/** What an inbox asks. The question is its own, in the words of the business; the answer is kept under its text. */
export const introductionForm = z.object({
  name: asked,
  email: asked,
  question: asked,
  questionText: z.string().trim().max(100),
});
export type IntroductionForm = z.output<typeof introductionForm>;

/** What a visitor says. No address is believed by it. */
export const introduction = z.object({
  name: z.string().trim().max(nameLengthMax).optional(),
  email: z
    .string()
    .trim()
    .max(320)
    .regex(/^(\S+@\S+)?$/, 'Write an address as ana@example.com.')
    .optional(),
  answer: z.string().trim().max(500).optional(),
});
export type Introduction = z.output<typeof introduction>;
