/**
 * Commands: what can be done from the keyboard and the palette right now.
 *
 * A screen registers its own while it is shown (`useCommands`); the palette, the `?` sheet and the key reader all read
 * the same list, so a command cannot be in one and missing from another.
 */
import type { ComponentType } from 'react';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

export type Command = {
  /** Stable and unique: `conversation.close`. */
  id: string;
  /** What it does, in the reader's language. */
  label: string;
  /** Under which heading the palette and the sheet show it. */
  group: 'go' | 'list' | 'conversation' | 'customer' | 'company' | 'act' | 'help';
  /**
   * Keys: one (`e`, `/`, `?`), one after the other (`g c`), or with a modifier (`mod+Enter`; mod is ⌘ or Ctrl).
   * Those without a modifier obey the member's single-key setting and are silent while somebody types.
   */
  keys?: string | undefined;
  /** More words by which the palette finds it. */
  words?: string | undefined;
  icon?: ComponentType<{ size?: number | string }> | undefined;
  /** Keep it out of the palette (`j` and `k` make no sense there). */
  isHidden?: boolean | undefined;
  run(): void;
};

let commands: readonly Command[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Command[]): void {
  commands = next;
  for (const listener of listeners) listener();
}

/** Adds commands; returns how to take them away. A later one with the same keys wins while it is there. */
function addCommands(added: readonly Command[]): () => void {
  change([...commands, ...added]);
  return () => change(commands.filter((command) => !added.includes(command)));
}

/** The commands at this moment. */
export function currentCommands(): readonly Command[] {
  return commands;
}

/**
 * Registers commands while the component is shown. They are registered anew when their ids, labels, keys or places change;
 * `run` always sees the newest props and state.
 */
export function useCommands(wanted: readonly Command[]): void {
  const run = useEffectEvent((id: string) => wanted.find((command) => command.id === id)?.run());
  const face = JSON.stringify(
    wanted.map(({ id, label, group, keys, words, isHidden }) => [id, label, group, keys, words, isHidden]),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `face` stands for everything of them that is shown.
  useEffect(() => addCommands(wanted.map((command) => ({ ...command, run: () => run(command.id) }))), [face]);
}

/** The commands, kept current. */
export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, currentCommands);
}
