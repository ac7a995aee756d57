/** The audit log: who changed what, in sentences. */
export { AuditScreen } from './audit-screen.tsx';
