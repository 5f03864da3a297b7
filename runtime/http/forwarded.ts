/** Whose request it is that proxies have passed on: what each of them wrote behind the others in `x-forwarded-for`. */
import type { IncomingMessage } from "node:http";
import { addressOf, Networks } from "../networks.ts";
import { peerOf } from "./call.ts";

/**
 * Answers the address of the nearest end that is no trusted proxy: what stands further to the left may have been written by
 * anyone. Undefined where that is no address.
 */
export function forwardedPeer(trusted: readonly string[]): (request: IncomingMessage) => string | undefined {
  const proxies = new Networks(trusted);
  return ({ socket, headers }) => {
    const peer = peerOf(socket);
    if (!proxies.has(peer)) return peer;
    const said = headers["x-forwarded-for"];
    if (said === undefined) return peer;
    const hops = String(said).split(",").reverse().map(withoutPort);
    const hop = hops.find((one) => !proxies.has(one)) ?? hops.at(-1)!;
    return addressOf(hop) && hop;
  };
}

/** As some proxies write it: `192.0.2.7:1234`, `[2001:db8::7]:1234`. */
function withoutPort(hop: string): string {
  const text = hop.trim();
  return /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text;
}
