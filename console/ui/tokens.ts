/**
 * Every colour, size and distance of the console: one accent, greys with a hint of it, an 8-pixel grid, four sizes.
 *
 * Colour means something: red a breach or a loss, amber a promise or a private note, the accent what you act on.
 * The steps of a ramp are even to the eye (OKLCH); both schemes take their own steps instead of being inverted.
 */
import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
  mergeThemeOverrides,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#edf8f8',
  '#d9f1f0',
  '#b9e5e4',
  '#95d5d4',
  '#6cc4c3',
  '#42abaa',
  '#209292',
  '#117878',
  '#0b6060',
  '#084646',
];
const gray: MantineColorsTuple = [
  '#f9fafb',
  '#f2f5f5',
  '#e7eced',
  '#dadfe0',
  '#c5cccd',
  '#98a0a1',
  '#606a6b',
  '#4b5556',
  '#2e3738',
  '#151d1e',
];
const dark: MantineColorsTuple = [
  '#e7eced',
  '#cdd2d3',
  '#a5acad',
  '#838c8d',
  '#363f40',
  '#293233',
  '#1f2728',
  '#131b1c',
  '#0d1415',
  '#070d0e',
];
const red: MantineColorsTuple = [
  '#fdf2f1',
  '#fde2df',
  '#fdc9c4',
  '#f8a49d',
  '#f07f77',
  '#e55551',
  '#d33a3c',
  '#bc272c',
  '#a01e23',
  '#7c1d1e',
];
const amber: MantineColorsTuple = [
  '#fff9ec',
  '#ffeecd',
  '#ffdea4',
  '#ffca75',
  '#f2b54a',
  '#dc9e24',
  '#bf860c',
  '#996a06',
  '#7c5505',
  '#5f4106',
];

const sans =
  "'Inter Variable', Inter, system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
const mono = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace";

/** Widths below which the layout is a phone's (one pane) and a tablet's (two). */
export const phoneWidthMax = '48em';
export const tabletWidthMax = '75em';

/** Mantine's theme. `md` text is 14 px like `sm`: the four sizes are 12, 14, 16 and 22. */
const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 7,
  black: gray[9],
  colors: {
    accent,
    gray,
    dark,
    red,
    amber,
    yellow: amber,
    orange: amber,
    teal: accent,
    green: accent,
    blue: accent,
  },
  fontFamily: sans,
  fontFamilyMonospace: mono,
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.375rem' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.3' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.5' },
      h3: { fontSize: '0.875rem', lineHeight: '1.5' },
    },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '0.25rem', sm: '0.5rem', md: '0.5rem', lg: '0.5rem', xl: '1rem' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** The theme with the names that screen readers hear for buttons without words. */
export function themeInWords(words: { close: string; showPassword: string }): MantineThemeOverride {
  return mergeThemeOverrides(theme, {
    components: {
      Badge: { defaultProps: { tt: 'none', fw: 500 } },
      CloseButton: { defaultProps: { 'aria-label': words.close } },
      // The placeholder that would take the focus is no item of the menu: the first item does. A menu opens at once, so that
      // what is typed next goes into it; no key closes it from outside, since the one that opens it would.
      Menu: {
        defaultProps: {
          withInitialFocusPlaceholder: false,
          transitionProps: { duration: 0 },
          clickOutsideEvents: ['mousedown', 'touchstart'],
        },
      },
      PasswordInput: {
        defaultProps: { visibilityToggleButtonProps: { 'aria-label': words.showPassword, tabIndex: 0 } },
      },
    },
  });
}

/**
 * Names for what a colour is for. `--canvas` lies behind the panes, `--pane` is what one reads on, `--raised` floats;
 * `--line` is a hairline, `--hover` and `--selected` are rows, `--note` is the paper of private notes.
 */
export const variables: CSSVariablesResolver = () => ({
  variables: { '--grid': '0.5rem', '--focus': 'var(--mantine-primary-color-filled)' },
  light: {
    '--canvas': gray[1],
    '--pane': '#ffffff',
    '--raised': '#ffffff',
    '--line': gray[2],
    '--line-strong': gray[4],
    '--hover': gray[1],
    '--selected': accent[0],
    '--text': gray[9],
    '--quiet': gray[6],
    '--faint': gray[3],
    '--accent': accent[7],
    '--accent-paper': accent[0],
    '--danger': red[7],
    '--danger-paper': red[0],
    '--promise': amber[8],
    '--note': amber[0],
    '--note-line': amber[2],
    '--shadow': '0 1px 2px rgb(21 29 30 / 6%), 0 8px 24px rgb(21 29 30 / 10%)',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-error': red[7],
    '--mantine-color-success': accent[7],
    '--mantine-color-placeholder': gray[6],
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-default-border': gray[4],
    '--mantine-color-disabled-color': gray[6],
    '--mantine-color-anchor': accent[7],
  },
  dark: {
    '--canvas': dark[8],
    '--pane': dark[7],
    '--raised': dark[6],
    '--line': '#232c2d',
    '--line-strong': '#3d4748',
    '--hover': '#1a2324',
    '--selected': '#12302f',
    '--text': dark[0],
    '--quiet': dark[2],
    '--faint': dark[4],
    '--accent': accent[4],
    '--accent-paper': '#12302f',
    '--danger': red[4],
    '--danger-paper': '#3a1819',
    '--promise': amber[4],
    '--note': '#2b2414',
    '--note-line': '#4d3f1d',
    '--shadow': '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 50%)',
    '--mantine-color-body': dark[7],
    '--mantine-color-error': red[4],
    '--mantine-color-success': accent[4],
    '--mantine-color-placeholder': dark[3],
    '--mantine-color-default-border': '#3d4748',
    '--mantine-color-anchor': accent[4],
    '--mantine-color-accent-light-color': accent[3],
    '--mantine-color-red-light-color': red[3],
  },
});
