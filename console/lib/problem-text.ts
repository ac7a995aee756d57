/** Failures in words: what was wrong and what to do, never whose fault it was. */
import { ApiError, NetworkError } from './api.ts';
import { type Text, useText } from './i18n.tsx';

/** Says what a failure means. Codes without words of their own, and bugs, are `internal`. */
function problemText(t: Text<'app'>, error: unknown): string {
  if (error instanceof NetworkError || isLostModule(error)) return t('problem.network');
  if (error instanceof ApiError) {
    const key = `problem.${error.code}`;
    if (t.has(key)) return t(key);
  }
  return t('problem.internal');
}

/** A part of the console that could not be fetched; browsers say so each in their own words. */
function isLostModule(error: unknown): boolean {
  return error instanceof TypeError && /import(ed|ing)? .*module|module script/i.test(error.message);
}

/** `problemText` in the reader's language. */
export function useProblemText(): (error: unknown) => string {
  const t = useText('app');
  return (error) => problemText(t, error);
}
