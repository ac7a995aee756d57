/** Trying a mailbox: both sides at once, each shown as soon as it has answered. */
import {
  type MailboxStep,
  type MailboxTrial,
  mailboxSteps,
  type TriedStep,
} from '../../../contract/email.ts';
import type { RequestOf } from '../../../contract/endpoint.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';

type Asked = RequestOf<typeof endpoints.tryMailbox>['body'];

/** `running`: nobody knows yet. */
export type ShownStep = Omit<TriedStep, 'state'> & { state: TriedStep['state'] | 'running' };
export type Trial = Omit<MailboxTrial, 'steps'> & { steps: readonly ShownStep[] };

/** Tries what is asked for, and shows how far it is; at the end all steps are known. */
export async function tryBoth(asked: Asked, show: (trial: Trial) => void): Promise<Trial> {
  const { receiving, sending } = asked;
  const sides = [
    ...(receiving ? [{ ...asked, sending: null }] : []),
    ...(sending ? [{ ...asked, receiving: null }] : []),
  ];
  let trial: Trial = {
    steps: mailboxSteps
      .filter((step) => (sideOf(step) === 'receiving' ? receiving : sending) !== null)
      .map((step) => ({ step, state: 'running', fault: null, said: null })),
    messages: null,
    folders: [],
  };
  show(trial);
  await Promise.all(
    sides.map(async (body) => {
      const side = await call(endpoints.tryMailbox, { body });
      // The other one may have answered meanwhile.
      trial = withSide(trial, side);
      show(trial);
    }),
  );
  return trial;
}

/** Whether all that was tried works. What is skipped stands behind something that failed, or needs not be done. */
export function isWell(trial: Trial | undefined): boolean {
  return trial?.steps.every(({ state }) => state === 'ok' || state === 'skipped') === true;
}

/** Whether the connection is left open to others on the way: the step was skipped, and those behind it were not. */
export function isLeftOpen(steps: readonly ShownStep[], at: number): boolean {
  const [shown, next] = [steps[at], steps[at + 1]];
  return shown?.step.endsWith('-secure') === true && shown.state === 'skipped' && next?.state !== 'skipped';
}

function withSide(trial: Trial, side: MailboxTrial): Trial {
  return {
    steps: trial.steps.map((shown) => side.steps.find(({ step }) => step === shown.step) ?? shown),
    messages: side.messages ?? trial.messages,
    folders: side.folders.length > 0 ? side.folders : trial.folders,
  };
}

function sideOf(step: MailboxStep): 'receiving' | 'sending' {
  return step.startsWith('receiving') ? 'receiving' : 'sending';
}
