/**
 * The demo's data. Invariants: the same seed and end make the same entries, ids and times on every machine; what it
 * writes beside the entries is what a rebuild from them makes; nobody enters it before it is whole; no transaction of it holds followers back for long; its
 * people, places and texts are invented here.
 */
export {
  type DemoDeps,
  type DemoOptions,
  type DemoResult,
  demoWorkspaceId,
  runDemo,
} from './demo.ts';
