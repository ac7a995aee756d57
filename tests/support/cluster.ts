/** The tests' PostgreSQL for a program that no test runner starts. */
import type { TestProject } from 'vitest/node';
import setup from '../../server/platform/db/testing.ts';

export type Cluster = { adminUrl: string; serverUrl: string };

/** Runs `work` with a cluster of its own, and takes it away again. */
export async function withCluster<T>(work: (cluster: Cluster) => Promise<T>): Promise<T> {
  let cluster: Cluster | undefined;
  const provide = (_name: string, value: Cluster) => {
    cluster = value;
  };
  const stop = await setup({ provide } as unknown as TestProject);
  try {
    if (!cluster) throw new Error('The set-up provides a cluster.');
    return await work(cluster);
  } finally {
    await stop();
  }
}
