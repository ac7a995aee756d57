/** How far what the team wrote may be changed. */

/** How long a reply may be edited; a note may always be. */
export const replyEditHoursMax = 24;
/** How often one message may be edited. */
export const editsMax = 100;
/** How long a deletion can be taken back: the console offers it for ten seconds, the rest is for slow networks. */
export const restoreSecondsMax = 60;
