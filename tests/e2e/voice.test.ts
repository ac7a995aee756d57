/** Voice notes: spoken on the shop's page, heard before they are sent, played by the team. */
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { barriersIn } from '../support/browser.ts';
import { type Crowd, phone, withCrowd } from './support/crowd.ts';
import { inboxOn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

/** A page that browsers lend a microphone to, as they do to pages with https. */
async function visitorOn(crowd: Crowd, isAllowed: boolean, looks = {}) {
  const page = await crowd.somebody('visitor', looks);
  if (!isAllowed)
    await page.route('**/widget-demo**', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        headers: { ...answer.headers(), 'permissions-policy': 'microphone=()' },
      });
    });
  await page.goto(`${site.url}/widget-demo?inbox=${site.owner.inboxId}`);
  const widget = widgetOn(page);
  await widget.open();
  return { page, widget, strip: widget.frame.getByRole('region', { name: 'Voice note' }) };
}
const photograph = (of: { screenshot: (to: { path: string }) => Promise<unknown> }, name: string) =>
  process.env.PHOTOGRAPHS
    ? of.screenshot({ path: path.join(process.env.PHOTOGRAPHS, `${name}.png`) })
    : undefined;
/** Whether a player has found sound in what it was given. */
const isPlayable = (player: HTMLAudioElement) =>
  new Promise<boolean>((resolve) => {
    player.onloadedmetadata = () => resolve(true);
    player.onerror = () => resolve(false);
    player.load();
    if (player.readyState > 0) resolve(true);
  });

test('a visitor speaks, listens, sends; the team and the visitor can play it', () =>
  withCrowd(site, async (crowd) => {
    const { page, widget, strip } = await visitorOn(crowd, true);
    await widget.frame.getByRole('button', { name: 'Record a voice note' }).click();
    await strip.getByText('Recording, five minutes at most.').waitFor();
    expect(await barriersIn(page)).toEqual([]);
    await photograph(page, 'voice-recording');
    await strip.getByText('0:01').waitFor();
    await strip.getByRole('button', { name: 'Done' }).click();
    const chosen = widget.frame.getByRole('list', { name: 'Attached files' });
    await chosen.getByText(/^voice note[.]webm$/).waitFor();
    expect(await chosen.locator('audio').evaluate(isPlayable), 'heard before it is sent').toBe(true);
    await photograph(page, 'voice-chosen');
    await widget.frame.getByRole('button', { name: 'Send' }).click();
    await widget.frame.getByText('Delivered').waitFor();
    const own = widget.log.locator('audio');
    await own.waitFor();
    expect(await own.evaluate(isPlayable)).toBe(true);
    await photograph(page, 'voice-sent');

    const ana = await crowd.member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/conversations`);
    await inboxOn(ana).row('1 file').click();
    const heard = ana.locator('[data-thread] audio');
    await heard.waitFor();
    expect(await heard.evaluate(isPlayable)).toBe(true);
  }));

test('what is dropped is nowhere, and the microphone is let go', () =>
  withCrowd(site, async (crowd) => {
    const { page, widget, strip } = await visitorOn(crowd, true, { viewport: phone });
    await page.evaluate(() => {
      const lend = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const lent: MediaStreamTrack[] = [];
      navigator.mediaDevices.getUserMedia = async (...asked) => {
        const stream = await lend(...asked);
        lent.push(...stream.getTracks());
        return stream;
      };
      Object.assign(window, { lent });
    });
    const left = () =>
      page.evaluate(() =>
        (window as unknown as { lent: MediaStreamTrack[] }).lent.map(({ readyState }) => readyState),
      );
    await widget.frame.getByRole('button', { name: 'Record a voice note' }).click();
    await strip.getByText('Recording').waitFor();
    await photograph(page, 'voice-phone');
    expect(await left()).toEqual(['live']);
    await page.keyboard.press('Escape');
    await strip.waitFor({ state: 'detached' });
    await eventually(left).toEqual(['ended']);
    expect(await widget.frame.getByRole('list', { name: 'Attached files' }).count()).toBe(0);

    // Closing the chat ends it, and what was said is kept.
    await widget.frame.getByRole('button', { name: 'Record a voice note' }).click();
    await strip.getByText('0:01').waitFor();
    await widget.frame.getByRole('button', { name: 'Close chat' }).click();
    await eventually(left).toEqual(['ended', 'ended']);
    await widget.launcher.click();
    await widget.frame.getByText('voice note.webm').waitFor();
  }));

test('whoever forbids the microphone is told how it is, and writes on', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(/microphone is not allowed/);
    const { widget, strip } = await visitorOn(crowd, false);
    await widget.frame.getByRole('button', { name: 'Record a voice note' }).click();
    await strip.getByText(/is blocked for this site/).waitFor();
    await strip.getByRole('button', { name: 'Close' }).click();
    await widget.say('Then in writing.');
    await widget.frame.getByText('Delivered').waitFor();
  }));
