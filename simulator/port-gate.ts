import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout } from "node:timers/promises";

/** A listener that can be taken away and put back on the same port. */
export interface PortGate {
  readonly port: number;
  readonly isOpen: boolean;
  /** Opens or closes the port. Settles when it is so, or when a later call wants the opposite. */
  set(open: boolean): Promise<void>;
}

const retryAfter = 50;

/** Opens the port; 0 takes a free one. Rejects when it is taken. */
export async function openPort(server: Server, host: string, port: number): Promise<PortGate> {
  await listen(server, host, port);
  const address = server.address();
  const taken = typeof address === "object" && address ? address.port : port;
  let wanted = true;
  let step: Promise<void> = Promise.resolve();
  return {
    port: taken,
    get isOpen() {
      return server.listening;
    },
    set(open) {
      wanted = open;
      step = step.then(() => apply(server, host, taken, () => wanted));
      return step;
    },
  };
}

/** Another program may take the port while it is closed: opening is tried until it is free again. */
async function apply(server: Server, host: string, port: number, wanted: () => boolean): Promise<void> {
  while (server.listening !== wanted()) {
    if (server.listening) server.close();
    else if (!(await listen(server, host, port).then(() => true, isElsewhere))) await setTimeout(retryAfter);
  }
}

function isElsewhere(error: NodeJS.ErrnoException): false {
  if (error.code === "EADDRINUSE") return false;
  throw error;
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  const listening = once(server, "listening");
  server.listen({ host, port });
  await listening;
}
