/** A form of text fields: what was typed, what is wrong with it, and sending it once. */
import { type FormEvent, useState } from 'react';
import { ApiError } from './api.ts';
import { useText } from './i18n.tsx';
import { useProblemText } from './problem-text.ts';

type Checks<Values> = { [Name in keyof Values]?: string | undefined };

export type Form<Values extends Record<string, string>> = {
  values: Values;
  set: (changes: Partial<Values>) => void;
  /** Props of an input: value, error and what to do when it changes. */
  field: (name: keyof Values & string) => {
    name: string;
    value: string;
    error: string | undefined;
    onChange: (change: string | null | { currentTarget: { value: string } }) => void;
  };
  /** For `<form onSubmit>`. */
  submit: (event?: FormEvent<HTMLFormElement>) => void;
  isBusy: boolean;
  /** Whether anything differs from the beginning. */
  isChanged: boolean;
  /** Whether it was sent, and nothing was changed since. */
  isSent: boolean;
  /** Why sending failed, in words; fields that the server named say it themselves. */
  failure: string | undefined;
  /** Makes these values the new beginning. */
  begin: (values: Values) => void;
};

/** `check` names what is wrong before sending; `send` throws what the server refused. */
export function useForm<Values extends Record<string, string>>(options: {
  initial: Values;
  check?: (values: Values) => Checks<Values>;
  send: (values: Values) => Promise<unknown>;
  /** Better words for a refusal than those of its code. */
  explain?: (error: unknown) => string | undefined;
}): Form<Values> {
  const problemText = useProblemText();
  const t = useText('app');
  const [initial, setInitial] = useState(options.initial);
  const [values, setValues] = useState(initial);
  const [wrong, setWrong] = useState<Checks<Values>>({});
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [isSent, setSent] = useState(false);

  const send = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await options.send(values);
      setSent(true);
    } catch (error) {
      const fields = refusedFields(error, Object.keys(values), t('field.wrong'));
      setWrong(fields as Checks<Values>);
      setFailure(options.explain?.(error) ?? problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event?: FormEvent<HTMLFormElement>) => {
    event?.preventDefault();
    if (isBusy) return;
    const found: Checks<Values> = options.check?.(values) ?? {};
    setWrong(found);
    const first = Object.keys(values).find((name) => found[name] !== undefined);
    if (first === undefined) void send();
    else event?.currentTarget.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  const set = (changes: Partial<Values>) => {
    setSent(false);
    setValues((before) => ({ ...before, ...changes }));
    setWrong((before) => without(before, Object.keys(changes)));
  };
  return {
    values,
    set,
    submit,
    isBusy,
    failure,
    isSent,
    isChanged: Object.keys(values).some((name) => values[name] !== initial[name]),
    field: (name) => ({
      name,
      value: values[name] ?? '',
      error: wrong[name],
      onChange: (change) => set({ [name]: textOf(change) } as Partial<Values>),
    }),
    begin(next) {
      setInitial(next);
      setValues(next);
    },
  };
}

function textOf(change: string | null | { currentTarget: { value: string } }): string {
  return typeof change === 'object' && change !== null ? change.currentTarget.value : (change ?? '');
}

function without<Values>(checks: Checks<Values>, names: readonly string[]): Checks<Values> {
  return Object.fromEntries(
    Object.entries(checks).filter(([name]) => !names.includes(name)),
  ) as Checks<Values>;
}

/** The fields that the server refused: its path ends with the field's name (`body.email`, `settings.sites.0`). */
export function refusedFields(
  error: unknown,
  names: readonly string[],
  words: string,
): Record<string, string> {
  const paths = error instanceof ApiError ? error.errors.map(({ path }) => path.split(/[./]/)) : [];
  return Object.fromEntries(
    names.filter((name) => paths.some((path) => path.includes(name))).map((name) => [name, words]),
  );
}

/** Whether a text looks like a mail address; the server decides. */
export function isEmail(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim());
}

/** The one of the values that a field with choices holds; the first where it holds none of them. */
export function chosen<Value extends string>(
  values: readonly [Value, ...Value[]],
  text: string | undefined,
): Value {
  return values.find((value) => value === text) ?? values[0];
}
