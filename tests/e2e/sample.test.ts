/** A sample business from the screen, by the program as it is started; and what who works alone is not asked about. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { freePort } from '../support/free-port.ts';
import { ask, type Folder, newFolder, type Serving, serve } from '../support/operator.ts';
import { addMember, addVisitor } from '../support/people.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';

const login = { email: 'ana@example.com', password: 'correct horse battery' };
const making = { timeout: 90_000 };

let home: Folder;
let server: Serving;
let url: string;
let owner: { apiKey: string; inboxId: string };

beforeAll(async () => {
  home = newFolder();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  home.env = { ...home.env, PORT: `${port}`, PUBLIC_URL: url };
  const named = ['--workspace', 'Ana’s Bakery', '--email', login.email, '--password', login.password];
  const made = await ask<typeof owner>(['create-owner', ...named], home.env);
  expect(made.code, made.stderr).toBe(0);
  owner = made.json;
  server = await serve(home.env);
}, 120_000);
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.ended;
  home.remove();
});

const photographed = async (
  page: { screenshot: (options: { path: string }) => Promise<unknown> },
  name: string,
) => {
  const folder = process.env.PHOTOGRAPHS;
  if (folder) await page.screenshot({ path: path.join(folder, `sample-${name}.png`) });
};

test(
  'it is made, entered, left and removed; the bakery stays as it was',
  () =>
    withCrowd({ url }, async (crowd) => {
      const page = await crowd.member('ana', login);
      await page.goto(`${url}/conversations`);
      await photographed(page, 'nothing-yet');
      await page.getByRole('link', { name: 'Look at a sample business' }).click();
      await photographed(page, 'none');
      await page.getByRole('button', { name: 'Make the sample business' }).click();
      await page.getByRole('status').getByText('It is being made').waitFor();
      const enter = page.getByRole('button', { name: 'Enter it' });
      await enter.waitFor(making);
      await photographed(page, 'ready');
      await enter.click();

      const note = page.getByRole('note').filter({ hasText: 'its people are invented' });
      await note.waitFor();
      await eventually(() => page.locator('main a[href^="/conversations/"]').count()).toBeGreaterThan(5);
      await photographed(page, 'inside');
      await page.setViewportSize(phone);
      await photographed(page, 'inside-phone');
      await page.setViewportSize({ width: 1440, height: 900 });
      for (const [place, seen] of [
        ['segments', 'Regulars'],
        ['tasks', 'Write the offer for 20 cups'],
        ['promises', 'Send the tracking number'],
        ['settings/macros', 'Parcel on its way'],
      ] as const) {
        await page.goto(`${url}/${place}`);
        await page.getByText(seen).first().waitFor();
        await photographed(page, place.replace('/', '-'));
      }

      await note.getByRole('button', { name: 'Back to Ana’s Bakery' }).click();
      await page.getByRole('heading', { name: 'The sample business is ready' }).waitFor();
      expect(await note.count()).toBe(0);
      await enter.click();
      await note.waitFor();
      await page.goto(`${url}/settings/sample`);
      await page.getByRole('button', { name: 'Remove it' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click();
      await page.getByRole('button', { name: 'Make the sample business' }).waitFor(making);
      await page.goto(`${url}/conversations`);
      await page.getByText('Conversations will be here').waitFor();
      expect(await note.count()).toBe(0);
    }),
  180_000,
);

test(
  'who works alone is asked for nobody else, until somebody joins',
  () =>
    withCrowd({ url }, async (crowd) => {
      const page = await crowd.member('ana', login);
      const token = await addVisitor(url, owner.inboxId);
      const said = { id: randomUUID(), text: 'Do you have rye bread?' };
      await request(url, token, endpoints.postVisitorMessage, { body: said });
      await page.goto(`${url}/conversations`);
      const lists = page.getByRole('radiogroup', { name: 'Whose conversations' });
      await lists.getByText('Snoozed').waitFor();
      expect(await lists.getByText('Unassigned').count()).toBe(0);
      await page.getByText('Do you have rye bread?').first().click();
      await page.getByRole('textbox', { name: /^Reply to/ }).waitFor();
      const assign = page.getByRole('button', { name: /^Assign; now/ });
      expect(await assign.count()).toBe(0);

      await addMember(url, owner, 'agent', 'Ben');
      await lists.getByText('Unassigned').waitFor();
      await assign.waitFor();
    }),
  60_000,
);
