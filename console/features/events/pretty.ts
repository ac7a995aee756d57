/** Raw JSON as people read it. */

/** With a line for each field; as it is where it was cut or never was JSON. */
export function pretty(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
