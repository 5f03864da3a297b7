/** Which answers each connection still waits for, in order: clients may send a request before the last is answered. */
import type { Socket } from "node:net";
import type { Call } from "./call.ts";

interface Connection {
  readonly calls: Call[];
  /** Nothing that comes after these calls can be read. */
  isSpoilt: boolean;
}

export class Connections {
  readonly #connections = new WeakMap<Socket, Connection>();

  add(call: Call): void {
    const { socket } = call.request;
    const connection = this.#of(socket);
    connection.calls.push(call);
    call.onClose(() => this.#finished(socket, connection, call));
  }

  /** Still to be answered, in order. */
  calls(socket: Socket): readonly Call[] {
    return this.#connections.get(socket)?.calls ?? [];
  }

  isSpoilt(socket: Socket): boolean {
    return this.#connections.get(socket)?.isSpoilt ?? false;
  }

  /** It is closed once its calls are answered. */
  spoil(socket: Socket): void {
    this.#of(socket).isSpoilt = true;
  }

  #of(socket: Socket): Connection {
    let connection = this.#connections.get(socket);
    if (connection === undefined) {
      connection = { calls: [], isSpoilt: false };
      this.#connections.set(socket, connection);
    }
    return connection;
  }

  #finished(socket: Socket, { calls, isSpoilt }: Connection, call: Call): void {
    calls.splice(calls.indexOf(call), 1);
    if (isSpoilt && calls.every(({ request }) => !request.complete)) socket.destroySoon();
    else calls[0]?.isNext();
  }
}
