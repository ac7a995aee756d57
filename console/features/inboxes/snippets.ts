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
const token = await new SignJWT({ name: user.name, email: user.email, email_verified: true })
  .setProtectedHeader({ alg: 'HS256' })
  .setAudience('${inboxId}')
  .setSubject(user.id)
  .setIssuedAt()
  .setExpirationTime('10m')
  .sign(secret);
`;
}

/** On the site's page: hands the token to the chat, also before the chat has loaded. */
export const identifyExample = `<script>
  window.Rapport ??= { q: [], identify(token) { this.q.push(['identify', token]); } };
  Rapport.identify(token); // after your user has signed in
  // Rapport.logout();     // after your user has signed out
</script>
`;
