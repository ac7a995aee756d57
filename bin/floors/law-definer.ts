/** Law `definer`: each function that passes row-level security is listed, with a test that tries to misuse it. */
import { type Breach, type House, isTest } from './house.ts';

/** SECURITY DEFINER functions that are not listed, and lines of the list that don't hold. */
export function lawDefiner(house: House): Breach[] {
  const { definer } = house.config;
  const functions = [...house.migrations.definers.values()].flatMap(({ name, file, line, hasSearchPath }) => {
    if (definer[name] === undefined) {
      const what = `${name || 'a statement here'} is SECURITY DEFINER: it passes row-level security`;
      const mend = 'list it under "definer" in floors.json with its folder, reason and test.';
      return [{ file, line, to: name, what, mend }];
    }
    if (hasSearchPath) return [];
    const what = `${name} is SECURITY DEFINER without a search_path of its own`;
    return [{ file, line, to: name, what, mend: 'add `set search_path = …, pg_temp` to it.' }];
  });
  return [...functions, ...Object.keys(definer).flatMap((name) => listProblems(house, name))];
}

function listProblems(house: House, name: string): Breach[] {
  const { folder, test } = house.config.definer[name] ?? { folder: '', test: '' };
  const source = house.sources.find(({ path }) => path === test && isTest(path, house.config));
  const problems = [
    ...(house.migrations.definers.has(name) ? [] : ['no migration creates it']),
    ...(house.has(`${folder}/index.ts`) ? [] : [`its folder ${folder} has no index.ts`]),
    ...(source ? [] : [`its test ${test} does not exist`]),
    ...(source && !source.text.includes(name) ? [`its test ${test} does not name it`] : []),
  ];
  return problems.map((problem) => {
    const what = `"definer" lists ${name}, but ${problem}`;
    return { file: 'floors.json', line: 1, to: name, what, mend: 'correct the line, or write the test.' };
  });
}
