/** A test's own webhooks, by the API. */
import { endpoints } from '../../contract/endpoints.ts';
import type { Delivery, WebhookMapping, WebhookSigning } from '../../contract/webhooks.ts';
import { request, type TestServer } from '../../server/app/testing.ts';

export type Hook = { id: string; url: string; secret: string };

/** The mapping of a plain order. */
export const plainOrder: WebhookMapping = {
  makes: 'orders',
  list: null,
  when: null,
  key: [],
  fields: {
    order: { path: 'id' },
    user: { path: 'customer.id' },
    email: { path: 'customer.email' },
    status: { path: 'status', values: { fulfilled: 'shipped' } },
    updatedAt: { path: 'updated_at' },
    currency: { path: 'currency' },
    total: { path: 'total', unit: 'major' },
  },
};

/** A webhook; live at once where mappings are given. */
export async function addHook(
  { url, owner }: Pick<TestServer, 'url' | 'owner'>,
  {
    signing = { scheme: 'standard' },
    mappings,
    secret,
  }: { signing?: WebhookSigning; mappings?: WebhookMapping[]; secret?: string } = {},
): Promise<Hook> {
  const made = await request(url, owner.apiKey, endpoints.createWebhook, {
    body: { name: 'Shop', signing, ...(secret === undefined ? {} : { secret }) },
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const { id } = made.body;
  if (mappings) {
    const changed = await request(url, owner.apiKey, endpoints.updateWebhook, {
      params: { id },
      body: { mappings, isLive: true },
    });
    if (changed.status !== 200) throw new Error(JSON.stringify(changed.body));
  }
  return { id, url: made.body.url, secret: made.body.secret };
}

/** What arrived, newest first. */
export async function deliveriesOf(
  { url, owner }: Pick<TestServer, 'url' | 'owner'>,
  { id }: Hook,
): Promise<Delivery[]> {
  const page = await request(url, owner.apiKey, endpoints.listDeliveries, {
    params: { id },
    query: { limit: '100' },
  });
  return page.body.data;
}
