/** Who may do what to whom. The server decides; these rules keep the screen from offering what it would refuse. */
import { type Role, roles } from '../../../contract/permissions.ts';

type Person = { id: string; role: Role };

/** Only owners make, change or remove owners. */
export function assignableRoles(myRole: Role): readonly Role[] {
  return myRole === 'owner' ? roles : roles.filter((role) => role !== 'owner');
}

/** Whether one may change somebody's role, remove them or make a reset link for them. */
export function mayManage(me: Person, other: Person): boolean {
  return me.id !== other.id && (me.role === 'owner' || other.role !== 'owner');
}
