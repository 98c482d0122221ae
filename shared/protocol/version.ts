/**
 * The wire's version: raised when a terminal and a server of different age would misunderstand each other.
 * A test hashes the shapes in this folder, so that they cannot change in silence.
 */
export const protocolVersion = 1
