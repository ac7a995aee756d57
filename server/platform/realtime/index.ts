/**
 * WebSockets. Invariants: a socket that is not admitted in time is closed; a frame has a size limit, a socket a frame
 * rate, an address a number of sockets; a reader that is too slow is cut off, so that no socket can hold the memory.
 */
export { attachSockets, type Socket, type SocketHandlers, type Sockets } from './sockets.ts';
