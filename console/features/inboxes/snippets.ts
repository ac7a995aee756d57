/** The code that a web developer takes along. */

/** The one line that puts the chat on a page. */
export function widgetSnippet(origin: string, inboxId: string): string {
  return `<script async src="${origin}/widget.js" data-inbox="${inboxId}"></script>`;
}

/** On the site's server: signs who the visitor is, for ten minutes. */
export function signingExample(inboxId: string): string {
  return `import { SignJWT } from 'jose';

const secret = new TextEncoder().encode(process.env.RAPPORT_IDENTITY_SECRET);

// For the user who is signed in on your site:
const token = await new SignJWT({
  name: user.name,
  email: user.email,
  email_verified: user.hasConfirmedEmail,
})
  .setProtectedHeader({ alg: 'HS256' })
  .setAudience('${inboxId}')
  .setSubject(String(user.id))
  .setIssuedAt()
  .setExpirationTime('10m')
  .sign(secret);
`;
}

/** On the site's page: hands the token to the chat, also before the chat has loaded. */
export const identifyExample = `<script>
  window.Rapport ??= { q: [] };
  for (const call of ['identify', 'logout'])
    Rapport[call] ??= (...values) => Rapport.q.push([call, ...values]);

  Rapport.identify(token); // on each page that a signed-in user sees
  // Rapport.logout();     // when your user signs out
</script>
`;
