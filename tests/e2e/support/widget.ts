/** The widget as a visitor has it before them. */
import type { FrameLocator, Locator, Page } from 'playwright-core';

export type Widget = {
  launcher: Locator;
  iframe: Locator;
  frame: FrameLocator;
  log: Locator;
  field: Locator;
  /** The texts of the visitor and the team, oldest first, without the greeting. */
  texts: () => Promise<string[]>;
  open: () => Promise<void>;
  say: (text: string) => Promise<void>;
};

/** The widget on a page. */
export function widgetOn(page: Page): Widget {
  const iframe = page.locator('rapport-widget iframe');
  const frame = page.frameLocator('rapport-widget iframe');
  const launcher = page.locator('rapport-widget button');
  const field = frame.getByRole('textbox');
  return {
    launcher,
    iframe,
    frame,
    log: frame.getByRole('log'),
    field,
    texts: () => frame.locator('.message .bubble').allTextContents(),
    open: async () => {
      await launcher.click();
      await field.waitFor();
    },
    say: async (text) => {
      await field.fill(text);
      await field.press('Enter');
    },
  };
}
