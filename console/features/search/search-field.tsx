/** The field that one types a search into. */
import { CloseButton, Loader, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type InputHTMLAttributes, type KeyboardEvent, useEffect, useRef } from 'react';
import { useText } from '../../lib/i18n.tsx';

type Aria = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'aria-controls' | 'aria-expanded' | 'aria-activedescendant'
>;

type Props = {
  value: string;
  change: (next: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  isBusy: boolean;
  aria: Aria;
};

export function SearchField({ value, change, onKeyDown, isBusy, aria }: Props) {
  const t = useText('search');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const clear = () => {
    change('');
    field.current?.focus();
  };
  return (
    <TextInput
      ref={field}
      size="md"
      role="combobox"
      aria-label={t('field')}
      aria-autocomplete="list"
      {...aria}
      placeholder={t('placeholder')}
      leftSection={isBusy ? <Loader size="xs" aria-hidden /> : <IconSearch size={18} />}
      rightSection={value !== '' && <CloseButton aria-label={t('clear')} onClick={clear} />}
      autoComplete="off"
      spellCheck={false}
      dir="auto"
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      data-search-field
    />
  );
}
