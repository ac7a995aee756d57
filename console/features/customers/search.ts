/** What somebody may mean who types into a search for customers. */

/** A text as the start of a name and as an address: mail and phone by their look, anything else a user id. */
export function searchOf(text: string): { name: string; identity: string } {
  const name = text.trim();
  if (name.includes('@')) return { name, identity: `email:${name}` };
  if (/^\+?[\d\s().-]{6,}$/.test(name)) return { name, identity: `phone:${name.replace(/[^\d+]/g, '')}` };
  return { name, identity: name };
}
