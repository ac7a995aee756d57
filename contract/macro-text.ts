/**
 * The variables of a macro: `{{customer.first_name}}`, with a word in their place where there is no value:
 * `{{customer.first_name|there}}`. Nothing is computed: a name is looked up, and what is found is text.
 */

export const macroVariables = [
  'customer.name',
  'customer.first_name',
  'member.name',
  'member.first_name',
  'workspace.name',
] as const;
export type MacroVariable = (typeof macroVariables)[number];

/** What stands for each variable; attributes of the customer are `customer.` and their key. Absent: not known. */
export type MacroValues = Readonly<Record<string, string | undefined>>;

const variable = /\{\{\s*([^{}|]{1,100}?)\s*(?:\|([^{}]{0,200}))?\}\}/g;

/** The text with its variables filled in. Those without a value and a word in their place stay, and are named. */
export function fillMacro(text: string, values: MacroValues): { text: string; missing: string[] } {
  const missing: string[] = [];
  const filled = text.replace(variable, (whole, name: string, fallback: string | undefined) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined && value !== '') return value;
    if (fallback !== undefined) return fallback.trim();
    missing.push(name);
    return whole;
  });
  return { text: filled, missing };
}

/** The name by which one calls somebody: the first word; of a Chinese name, which is one word, all of it. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}
