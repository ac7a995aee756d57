import { createMemoryStore, testMailboxStore } from './testing.ts';

testMailboxStore('in memory', async () => createMemoryStore());
