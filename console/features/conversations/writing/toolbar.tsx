/** Buttons that format what is chosen; on phones behind one of them. Only what those who read it will see is offered. */
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import {
  IconBlockquote,
  IconBold,
  IconCode,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconSourceCode,
  IconStrikethrough,
  IconTypography,
} from '@tabler/icons-react';
import { type FormEvent, type RefObject, useState } from 'react';
import { isSafeHref, type Shows } from '../../../../contract/rich-text.ts';
import { useText } from '../../../lib/i18n.tsx';
import { isApple, shownKeys } from '../../../lib/keys.ts';
import type { Active, FieldHandle, Format } from './field-handle.ts';
import classes from './writing.module.css';

const buttons = [
  { format: 'bold', Icon: IconBold, keys: 'mod+b' },
  { format: 'italic', Icon: IconItalic, keys: 'mod+i' },
  { format: 'strike', Icon: IconStrikethrough, keys: 'mod+shift+x' },
  { format: 'code', Icon: IconCode, keys: 'mod+e' },
  { format: 'bullet', Icon: IconList, keys: 'mod+shift+8' },
  { format: 'number', Icon: IconListNumbers, keys: 'mod+shift+7' },
  { format: 'quote', Icon: IconBlockquote, keys: 'mod+shift+9' },
  { format: 'pre', Icon: IconSourceCode, keys: 'mod+shift+6' },
] as const satisfies readonly { format: Format; Icon: unknown; keys: string }[];

export type ToolbarProps = {
  field: RefObject<FieldHandle | null>;
  shows: Shows;
  active: Active;
  isLinking: boolean;
  setLinking: (isLinking: boolean) => void;
  /** Fetches the field with formatting. */
  want: () => void;
};

export function Toolbar(props: ToolbarProps) {
  const { field, shows, active, want } = props;
  const t = useText('writing');
  const [isOpen, setOpen] = useState(false);
  const offered = buttons.filter(({ format }) =>
    [...shows.marks, ...shows.lines].some((one) => one === format),
  );
  if (offered.length === 0) return null;
  return (
    <>
      <ActionIcon
        className={classes.show ?? ''}
        variant="subtle"
        color="gray"
        aria-label={t('formatting')}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <IconTypography size={18} />
      </ActionIcon>
      <div
        className={classes.bar}
        role="toolbar"
        aria-label={t('formatting')}
        data-open={isOpen || undefined}
        onPointerEnter={want}
        onFocus={want}
      >
        {offered.map(({ format, Icon, keys }) => (
          <ActionIcon
            key={format}
            size="sm"
            variant={active.formats.includes(format) ? 'light' : 'subtle'}
            color="gray"
            aria-label={t(format)}
            aria-pressed={active.formats.includes(format)}
            title={`${t(format)} · ${shownKeys(keys, isApple()).join(' ')}`}
            // The field keeps what is chosen in it.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => field.current?.format(format)}
          >
            <Icon size={16} />
          </ActionIcon>
        ))}
        {shows.marks.includes('link') && <LinkButton {...props} />}
      </div>
    </>
  );
}

function LinkButton({ field, active, isLinking, setLinking }: ToolbarProps) {
  const t = useText('writing');
  return (
    <Popover opened={isLinking} onChange={setLinking} position="top-start" trapFocus withinPortal={false}>
      <Popover.Target>
        <ActionIcon
          size="sm"
          variant={active.hasLink ? 'light' : 'subtle'}
          color="gray"
          aria-label={t('link')}
          aria-pressed={active.hasLink}
          title={`${t('link')} · ${shownKeys('mod+k', isApple()).join(' ')}`}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setLinking(!isLinking)}
        >
          <IconLink size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {isLinking && (
          <LinkForm
            hasLink={active.hasLink}
            take={(href) => {
              setLinking(false);
              // Once the form has given the focus back.
              requestAnimationFrame(() => field.current?.link(href));
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** The form stands within that of the message: it is no form of its own. */
function LinkForm({ hasLink, take }: { hasLink: boolean; take: (href: string) => void }) {
  const t = useText('writing');
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: Pick<FormEvent, 'preventDefault'>) => {
    event.preventDefault();
    const href = addressOf(typed);
    if (isSafeHref(href)) take(href);
    else setWrong(true);
  };
  return (
    <>
      <TextInput
        size="xs"
        data-autofocus
        label={t('address')}
        placeholder="https://"
        value={typed}
        error={isWrong && t('addressWrong')}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && submit(event)}
      />
      <Button size="compact-xs" mt="xs" onClick={submit}>
        {t('setLink')}
      </Button>
      {hasLink && (
        <Button size="compact-xs" mt="xs" variant="subtle" color="gray" onClick={() => take('')}>
          {t('takeLinkAway')}
        </Button>
      )}
    </>
  );
}

/** What people type for an address. */
function addressOf(typed: string): string {
  const address = typed.trim();
  if (/^[a-z][a-z+.-]*:/i.test(address)) return address;
  return /^[^\s@/]+@[^\s@/]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
}
