/**
 * `100 Continue` where nobody asked for it. Some servers send it before every answer; undici breaks the connection off at it, while
 * it passes over every other answer that only informs. So the first two are told apart by one digit, on the way in.
 */
import type { Socket } from "node:net";
import type { buildConnector } from "undici";

/** The same connector, whose sockets show `100` as `102`. */
export function passingContinues(connect: buildConnector.connector): buildConnector.connector {
  return (options, done) =>
    connect(options, (...end) => {
      const [error, socket] = end;
      if (error === null) watch(socket);
      done(...end);
    });
}

function watch(socket: Socket): void {
  const heads = new Heads();
  const { read, write } = socket;
  socket.read = (size?: number) => {
    const bytes: unknown = read.call(socket, size);
    if (bytes instanceof Buffer) heads.pass(bytes);
    return bytes;
  };
  socket.write = ((...args: Parameters<Socket["write"]>) => {
    heads.begin();
    return write.apply(socket, args);
  }) as Socket["write"];
}

const [ZERO, ONE, TWO, LINE_FEED, RETURN] = Buffer.from("012\n\r");
/** Of the three digits in `HTTP/1.1 100`. */
const DIGITS = 9;

/** Reads the heads of the answers to one request, which come after it was written and end with the first that is final. */
export class Heads {
  /** Bytes of the status line that were seen, up to the digits' end. */
  #at = 0;
  #middle = 0;
  #lineFeeds = 0;
  #isFinal = false;

  begin(): void {
    this.#at = 0;
    this.#isFinal = false;
  }

  /** Alters the bytes. */
  pass(bytes: Buffer): void {
    for (let i = 0; i < bytes.length && !this.#isFinal; i++) {
      if (this.#at < DIGITS + 3) this.#readStatus(bytes, i);
      else this.#readHead(bytes[i]!);
    }
  }

  #readStatus(bytes: Buffer, i: number): void {
    const byte = bytes[i]!;
    const digit = this.#at++ - DIGITS;
    if (digit === 0 && byte !== ONE) this.#isFinal = true;
    else if (digit === 1) this.#middle = byte;
    else if (digit === 2 && this.#middle === ZERO && byte === ZERO) bytes[i] = TWO!;
    this.#lineFeeds = 0;
  }

  /** Up to the empty line, after which the next head begins. */
  #readHead(byte: number): void {
    if (byte === LINE_FEED) this.#lineFeeds++;
    else if (byte !== RETURN) this.#lineFeeds = 0;
    if (this.#lineFeeds === 2) this.#at = 0;
  }
}
