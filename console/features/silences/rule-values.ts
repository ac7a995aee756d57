/** A rule as its form has it. */
import type { SilenceRule } from '../../../contract/promise-entries.ts';
import { silenceMinutesMax } from '../../../contract/silences.ts';

export type RuleValues = Record<
  'isOn' | 'minutes' | 'memberId' | 'hasSecond' | 'secondMinutes' | 'secondId',
  string
>;

/** What a box that is ticked is as a text. */
export const ticked = (isTicked: boolean): string => (isTicked ? 'yes' : '');

const minutesDefault = 30;
const secondMinutesDefault = 60;

/** What the form begins with; where there is no rule, one that most would choose. */
export function initialOf(rule: SilenceRule | undefined, me: string): RuleValues {
  return {
    isOn: ticked(rule !== undefined),
    minutes: String(rule?.minutes ?? minutesDefault),
    memberId: rule?.memberId ?? me,
    hasSecond: ticked(rule !== undefined && rule.second !== null),
    secondMinutes: String(rule?.second?.minutes ?? secondMinutesDefault),
    secondId: rule?.second?.memberId ?? me,
  };
}

type Fault = 'range' | 'later' | undefined;

/** What keeps it from being saved. */
export function faultOf(values: RuleValues): { minutes: Fault; secondMinutes: Fault } {
  const { isOn, hasSecond, minutes, secondMinutes } = values;
  if (isOn === '') return { minutes: undefined, secondMinutes: undefined };
  const second = !isMinutes(secondMinutes)
    ? 'range'
    : Number(secondMinutes) <= Number(minutes)
      ? 'later'
      : undefined;
  return {
    minutes: isMinutes(minutes) ? undefined : 'range',
    secondMinutes: hasSecond === '' ? undefined : second,
  };
}

function isMinutes(text: string): boolean {
  return /^\d{1,6}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= silenceMinutesMax;
}

/** The rule that the form says; null: nobody is woken. */
export function ruleOf(values: RuleValues): SilenceRule | null {
  const { isOn, hasSecond, minutes, memberId, secondMinutes, secondId } = values;
  if (isOn === '') return null;
  const second = hasSecond === '' ? null : { minutes: Number(secondMinutes), memberId: secondId };
  return { minutes: Number(minutes), memberId, second };
}
