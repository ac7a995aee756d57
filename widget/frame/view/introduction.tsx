/** What the business asks of a new visitor before the first message. Answers are handed on; nothing is sent by them. */
import { useEffect, useRef } from 'preact/hooks';
import type { Locale } from '../../../contract/ids.ts';
import type { Introduction as Answers, IntroductionForm } from '../../../contract/introduction.ts';
import { introductionWords } from '../locales/introduction-words.ts';

type Props = { form: IntroductionForm; locale: Locale; isFocused: boolean; done(answers: Answers): void };

export function Introduction({ form, locale, isFocused, done }: Props) {
  const say = introductionWords[locale];
  const whole = useRef<HTMLFormElement>(null);
  const fields = [
    { name: 'name', asked: form.name, label: say.name, complete: 'name', max: 200 },
    {
      name: 'email',
      asked: form.email,
      label: say.email,
      complete: 'email',
      max: 320,
    },
    {
      name: 'answer',
      asked: form.question,
      label: form.questionText,
      complete: 'off',
      max: 500,
    },
  ].filter(({ asked }) => asked !== 'no');

  useEffect(() => {
    if (isFocused) whole.current?.querySelector('input')?.focus();
  }, [isFocused]);

  function onSubmit(event: Event) {
    event.preventDefault();
    const given = fields.flatMap(({ name }) => {
      const field = whole.current?.elements.namedItem(name);
      const text = field instanceof HTMLInputElement ? field.value.trim() : '';
      return text === '' ? [] : [[name, text]];
    });
    done(Object.fromEntries(given));
  }

  return (
    <form ref={whole} class="introduction" aria-label={say.title} onSubmit={onSubmit}>
      <p>{say.title}</p>
      {fields.map(({ name, asked, label, complete, max }) => (
        <label key={name}>
          <span dir="auto">{asked === 'required' ? label : say.optional(label)}</span>
          <input
            name={name}
            type="text"
            inputMode={name === 'email' ? 'email' : 'text'}
            autocomplete={complete}
            maxLength={max}
            dir="auto"
            required={asked === 'required'}
            // As the server takes them: an address, or something that is not only space.
            pattern={name === 'email' ? '\\s*\\S+@\\S+\\s*' : '.*\\S.*'}
            title={name === 'email' ? 'ana@example.com' : undefined}
          />
        </label>
      ))}
      <button type="submit" class="begin">
        {say.go}
      </button>
    </form>
  );
}
