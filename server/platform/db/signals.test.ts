import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { expect, inject, test } from 'vitest';
import { openSignals } from './signals.ts';

test('a line that is closed at any moment of its connecting ends', async () => {
  const { serverUrl } = inject('testCluster');
  for (const milliseconds of [0, 1, 2, 4, 8, 16, 32, 64]) {
    const channel = `c_${randomUUID()}`;
    const heard: string[] = [];
    const line = openSignals(serverUrl, channel, {
      onSignal: (payload) => heard.push(payload),
      onListening: () => undefined,
    });
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await line.close();
    expect(heard).toEqual([]);
  }
});

test('a database that accepts and says nothing keeps nobody from ending', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const line = openSignals(`postgres://nobody@127.0.0.1:${port}/nothing`, 'c', {
    onSignal: () => undefined,
    onListening: () => undefined,
  });
  await line.close();
  silent.close();
});
