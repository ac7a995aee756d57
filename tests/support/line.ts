/** A line to a server of this machine that can be cut, or say nothing, at what passes through it. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** `cut` ends both sides; `hold` lets nothing more through and keeps the line open. */
export type Verdict = 'pass' | 'cut' | 'hold';

export type Line = { port: number; close(): Promise<void> };

/** Opens a line; `judge` sees whatever the server sends, before it arrives. */
export async function openLine(port: number, judge: (bytes: Buffer) => Verdict): Promise<Line> {
  const sockets = new Set<Socket>();
  const listener = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    let isHeld = false;
    far.on('data', (bytes) => {
      const verdict = isHeld ? 'hold' : judge(bytes);
      if (verdict === 'cut') far.destroy();
      else if (verdict === 'hold') isHeld = true;
      else near.write(bytes);
    });
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const address = listener.address();
  if (typeof address !== 'object' || !address) throw new Error('The line has no port.');
  return {
    port: address.port,
    close: async () => {
      const closed = once(listener, 'close');
      listener.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
