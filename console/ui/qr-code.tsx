/** A text as a QR code, drawn as one path. Always dark on white: that is what cameras read. */
import { use } from 'react';

type Matrix = { modules: { size: number; get(row: number, column: number): number } };

const quietZone = 4;
const codes = new Map<string, Promise<Matrix>>();

/** Suspends while the encoder is fetched. `label` says what the code is for. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { modules } = use(encode(text));
  const side = modules.size + 2 * quietZone;
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      width={192}
      height={192}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" rx={2} />
      <path d={pathOf(modules)} fill="#000" />
    </svg>
  );
}

function encode(text: string): Promise<Matrix> {
  const known = codes.get(text);
  if (known !== undefined) return known;
  const made = import('qrcode').then(({ create }) => create(text, { errorCorrectionLevel: 'M' }));
  codes.clear();
  codes.set(text, made);
  return made;
}

function pathOf(modules: Matrix['modules']): string {
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column + quietZone} ${row + quietZone}h1v1h-1z`;
    }
  }
  return path;
}
