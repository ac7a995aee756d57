/** The conversations screen as a member has it before them. */
import type { Locator, Page } from 'playwright-core';

export type Inbox = {
  rows: Locator;
  /** The row that shows a text. */
  row: (text: string) => Locator;
  thread: Locator;
  /** What was said, replies and notes alike, oldest first. */
  texts: () => Promise<string[]>;
  /** What the customer and the team said to one another, without notes. */
  messages: () => Promise<string[]>;
  reply: (text: string) => Promise<void>;
  note: (text: string) => Promise<void>;
};

/** The conversations screen on a page. */
export function inboxOn(page: Page): Inbox {
  const rows = page.locator('[data-row]');
  const thread = page.getByRole('region', { name: 'Messages', exact: true });
  const said = thread.locator('[data-side]');
  const textsOf = (items: Locator) => items.locator('[dir=auto]').allTextContents();
  const write = async (mode: 'Reply' | 'Note', text: string, send: 'Send' | 'Add note') => {
    await page.getByRole('radiogroup', { name: 'Reply or note' }).getByText(mode, { exact: true }).click();
    await page.getByRole('textbox', { name: mode === 'Note' ? 'Private note' : 'Reply to' }).fill(text);
    await page.getByRole('button', { name: send, exact: true }).click();
  };
  return {
    rows,
    row: (text) => rows.filter({ hasText: text }),
    thread,
    texts: () => textsOf(said),
    messages: () => textsOf(thread.locator('[data-side]:not([data-note])')),
    reply: (text) => write('Reply', text, 'Send'),
    note: (text) => write('Note', text, 'Add note'),
  };
}

/** What stands in a field, be it plain or one with formatting. */
export function writtenIn(field: Locator): Promise<string> {
  return field.evaluate((node) => {
    if (node instanceof HTMLTextAreaElement) return node.value;
    return [...node.children].map((line) => line.textContent ?? '').join('\n');
  });
}
