/** Thrown by a handler to make the server destroy the socket without an answer: the work may be done, the caller never learns. */
export class DropConnection extends Error {
  constructor(what: string) {
    super(`the emulator dropped the connection on request: ${what}`);
  }
}
