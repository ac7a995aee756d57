/** A body as people read it: indented where it is JSON, with every number as it was written. */
export function pretty(body: string): string {
  try {
    const raw = (value: string) => (JSON as { rawJSON?: (text: string) => unknown }).rawJSON?.(value);
    const keep = (_key: string, value: unknown, context?: { source?: string }) =>
      (typeof value === 'number' && context?.source !== undefined && raw(context.source)) || value;
    return JSON.stringify(JSON.parse(body, keep as (key: string, value: unknown) => unknown), null, 2);
  } catch {
    return body;
  }
}
