import { ErrorReply } from "@redis/client";
import { StoreError, type StoreFault } from "../store.ts";

/** Of whatever came instead of an answer of the store `name`. `isFirst`: it has never given one. */
export function redisFault(name: string, error: unknown, isFirst = false): StoreError {
  if (error instanceof StoreError) return error;
  const said = saidBy(error);
  const [fault, why] =
    error instanceof ErrorReply ? ofReply(said) : (["away", ofConnection(error, said, isFirst)] as const);
  return new StoreError(fault, `The store ${name} ${why} (${said}).`, { cause: error });
}

/** It wants a password, and was told none or another one. */
export function isShutOut({ cause }: StoreError): boolean {
  return isReply(cause) && /^(NOAUTH|WRONGPASS)\b/.test(cause.message);
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
    case "DB":
      return ["settings", "has no such database: look at the number behind its host"];
    case "max":
      return ["away", "has too many clients: raise its maxclients, or end some"];
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

/** What is to be looked at where one has never said anything. */
export const SILENT =
  ": look whether it is a Redis that listens there, whether it hangs, and whether it speaks TLS (rediss://) or none (redis://). ?timeout=5000 in its URL gives it longer";

function ofConnection(error: unknown, said: string, isFirst: boolean): string {
  switch (codeOf(error)) {
    case "ECONNREFUSED":
      return "cannot be reached: nothing listens there. Start it, or name where it is";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "cannot be reached: its host is not known. Look at how it is spelled, and at the name server";
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "cannot be reached: look at its address, and at what stands between";
    case "EPROTO":
    case "ERR_SSL_WRONG_VERSION_NUMBER":
    case "ERR_SSL_PACKET_LENGTH_TOO_LONG":
      return "does not speak TLS: write redis:// where it is not to";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return "has a certificate for another name: name it as the certificate does";
    case "CERT_HAS_EXPIRED":
      return "has a certificate that has expired: give it a new one";
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return "has a certificate of an authority that is not trusted: name a file with it in NODE_EXTRA_CA_CERTS";
  }
  if (said === "Connection timeout") return `has not answered${isFirst ? SILENT : ""}`;
  if (/^Unknown RESP type/.test(said)) return "does not answer as a Redis does: look at its port";
  return `has closed the connection${isFirst ? ": where it speaks TLS, write rediss://" : ""}`;
}

/** Of the first that has one. */
function codeOf(error: unknown): unknown {
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== undefined);
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** Where an address has several, the connection to each failed for a reason of its own. */
function saidBy(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(saidBy).join("; ");
  const text = error instanceof Error ? error.message : String(error);
  // What a script's own place, and an advice for another program, say to nobody.
  return text.replace(/\.? script: [0-9a-f]{40}.*$/s, "").replace(/; if the root CA is installed.*$/s, "");
}
