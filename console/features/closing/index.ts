/** How conversations end: choosing a reason, and the settings of reasons. */
export { ClosingScreen } from './closing-screen.tsx';
export { ReasonChooser } from './reason-chooser.tsx';
