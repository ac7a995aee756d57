/** A sample business: made, entered and taken away by whoever wants to look around. */
export { SampleBanner } from './sample-banner.tsx';
export { SampleScreen } from './sample-screen.tsx';
