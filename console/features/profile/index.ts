/** The member's own settings: name, language, keys, password, two-factor sign-in, sessions. */
export { ProfileScreen } from './profile-screen.tsx';
