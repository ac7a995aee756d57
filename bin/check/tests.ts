/** Running all tests and counting them. */
import { startVitest, type TestModule } from 'vitest/node';

export type TestCount = { passed: number; failed: number; skipped: string[] };

/** What keeps a file from being counted, or the run from ending well, counts as one failure each. */
export async function runTests(root: string): Promise<TestCount> {
  const vitest = await startVitest('test', [], { root, run: true, watch: false, reporters: ['default'] });
  const count: TestCount = { passed: 0, failed: vitest.state.getUnhandledErrors().length, skipped: [] };
  const modules = vitest.state.getTestModules();
  for (const module of modules) countModule(module, count);
  if (modules.length === 0) count.failed += 1;
  await vitest.close();
  return count;
}

function countModule(module: TestModule, count: TestCount): void {
  count.failed += module.errors().length;
  for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
  for (const test of module.children.allTests()) {
    const result = test.result();
    if (result.state === 'passed') count.passed += 1;
    else if (result.state === 'failed') count.failed += 1;
    else count.skipped.push(`${module.relativeModuleId}: ${test.fullName}${reason(result)}`);
  }
}

function reason(result: { state: string; note?: string | undefined }): string {
  return result.note === undefined ? '' : ` (${result.note})`;
}
