import { ErrorReply } from "@redis/client";
import { StoreError, type StoreFault } from "../store.ts";

/** Of whatever came instead of an answer of the store `name`. */
export function redisFault(name: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const said = saidBy(error);
  const [fault, why] = error instanceof ErrorReply ? ofReply(said) : ["away" as const, "cannot be reached"];
  return new StoreError(fault, `The store ${name} ${why} (${said}).`, { cause: error });
}

/** It came from the server, which is there and said no. */
export function isReply(error: unknown): error is ErrorReply {
  return error instanceof ErrorReply;
}

function ofReply(said: string): [StoreFault, string] {
  switch (/^(?:ERR )?(\w+)/.exec(said)?.[1]) {
    case "OOM":
      return ["full", "has no memory left: give it more (maxmemory)"];
    case "MISCONF":
      return ["full", "cannot write to its disk: free some room there"];
    case "NOAUTH":
    case "WRONGPASS":
      return ["settings", "does not let us in: look at the user and password in its URL"];
    case "NOPERM":
      return ["settings", "does not let this user do it: allow it EVALSHA, SCRIPT, INFO and our keys"];
    case "MOVED":
    case "CROSSSLOT":
    case "CLUSTERDOWN":
      return ["settings", "is a cluster: name a single server"];
    case "READONLY":
      return ["away", "is a replica that cannot be written: name the primary, or wait for the failover to end"];
    case "LOADING":
    case "BUSY":
    case "MASTERDOWN":
    case "NOREPLICAS":
      return ["away", "is not ready"];
    default:
      return ["broken", "answered with an error"];
  }
}

/** Where an address has several, the connection to each failed for a reason of its own. */
function saidBy(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(saidBy).join("; ");
  return error instanceof Error ? error.message : String(error);
}
