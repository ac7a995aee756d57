/** What the frame of a mail's page may do: open links in tabs that are not bound by it. No scripts, no forms, no way up. */
export const frameWalls = {
  sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  referrerPolicy: 'no-referrer',
} as const;
