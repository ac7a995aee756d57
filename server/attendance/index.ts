/**
 * Who is at which conversation: members who have it open or write in it, customers who write. Invariants: it is told, and
 * stored nowhere; several tabs of one member are one; whoever gives no sign of life is gone within the promised time, and
 * so is everybody whom a killed server held; a clock that is set to another time changes nothing.
 */
export { type Attendance, createAttendance, type Seat } from './attendance.ts';
