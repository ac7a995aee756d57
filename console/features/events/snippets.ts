/** The code that a web developer takes along. Made with the library of the tracking protocol that this server speaks. */

/** In a page's own build. */
export function browserSnippet(origin: string, writeKey: string): string {
  return `import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load({
  writeKey: '${writeKey}',
  cdnURL: '${origin}',
});

analytics.page();
analytics.track('Signed Up', { plan: 'pro' });
`;
}

/** On a server. */
export function nodeSnippet(origin: string, key: string): string {
  return `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${key}', host: '${origin}' });

analytics.track({ userId: '7', event: 'Order Completed', properties: { total: 42 } });
`;
}

/** By hand, to try it out. */
export function shellSnippet(origin: string, key: string): string {
  return `curl ${origin}/v1/track -u '${key}:' \\
  -H 'Content-Type: application/json' \\
  -d '{"userId":"7","event":"Signed Up","properties":{"plan":"pro"}}'
`;
}
