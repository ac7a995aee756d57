/** The ways in: sign-in, forgotten passwords, reset links, invitations. */
export { ForgotScreen } from './forgot-screen.tsx';
export { InvitationScreen } from './invitation-screen.tsx';
export { ResetScreen } from './reset-screen.tsx';
export { SignInScreen } from './sign-in-screen.tsx';
