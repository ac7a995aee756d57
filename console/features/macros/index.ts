/** Macros: answers that are written often, with what is done along with them. */
export { useActionWords } from './action-words.ts';
export { MacroPicker } from './macro-picker.tsx';
export { MacrosScreen } from './macros-screen.tsx';
export { useMacroText } from './use-macro-text.ts';
