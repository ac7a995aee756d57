/** A port for a program that comes back on it after it was ended or killed. */
import { once } from 'node:events';
import { createServer } from 'node:net';

const lowest = 18_000;
/** Below the ports that systems hand out by themselves: nobody else gets it while the program is away. */
const highest = 32_000;

/** A port of this machine on which nobody listens now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    const server = createServer();
    try {
      await once(server.listen(port, '127.0.0.1'), 'listening');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue;
      throw error;
    }
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
