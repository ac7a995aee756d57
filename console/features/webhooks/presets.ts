/** How well-known systems sign, so that nobody has to look it up. */
import type { WebhookSigning } from '../../../contract/webhooks.ts';

const plain = {
  scheme: 'hmac',
  prefix: '',
  timestamp: 'none',
  timestampHeader: null,
  toleranceSeconds: 300,
  idHeader: null,
} as const;

export const presets = {
  standard: { scheme: 'standard' },
  shopify: {
    ...plain,
    header: 'x-shopify-hmac-sha256',
    encoding: 'base64',
    idHeader: 'x-shopify-webhook-id',
  },
  woocommerce: {
    ...plain,
    header: 'x-wc-webhook-signature',
    encoding: 'base64',
    idHeader: 'x-wc-webhook-delivery-id',
  },
  github: {
    ...plain,
    header: 'x-hub-signature-256',
    encoding: 'hex',
    prefix: 'sha256=',
    idHeader: 'x-github-delivery',
  },
  stripe: { ...plain, header: 'stripe-signature', encoding: 'hex', timestamp: 'in-signature' },
} as const satisfies Record<string, WebhookSigning>;

export const presetNames = ['standard', 'shopify', 'woocommerce', 'github', 'stripe', 'other'] as const;
export type PresetName = (typeof presetNames)[number];

/** The fields of the form for a system that is none of these. */
export type Typed = {
  header: string;
  encoding: string;
  prefix: string;
  timestamp: string;
  timestampHeader: string;
  idHeader: string;
};

/** The signing that a form means. */
export function signingOf(preset: PresetName, typed: Typed): WebhookSigning {
  if (preset !== 'other') return presets[preset];
  const timestamps = ['none', 'header', 'in-signature'] as const;
  return {
    ...plain,
    header: typed.header.trim().toLowerCase(),
    encoding: typed.encoding === 'base64' ? 'base64' : 'hex',
    prefix: typed.prefix,
    timestamp: timestamps.find((one) => one === typed.timestamp) ?? 'none',
    timestampHeader: typed.timestamp === 'header' ? typed.timestampHeader.trim().toLowerCase() : null,
    idHeader: typed.idHeader.trim().toLowerCase() || null,
  };
}
