/** Which headers a provider gets: its own key or signature, and nothing of the client's but a short list. */
import { CANARY } from "../client/tricks.ts";
import { wireFacts } from "../policy/wire-facts.ts";
import { signatureFault } from "../upstream/aws-signature.ts";
import type { WireRecord } from "../upstream/desk.ts";
import type { Violation } from "./violation.ts";

const headerNames = new Set([
  ...["host", "connection", "content-type", "content-length", "transfer-encoding", "accept", "accept-encoding"],
  ...["user-agent", "anthropic-version", "traceparent", "tracestate"],
]);
const signedNames = new Set(["x-amz-date", "x-amz-content-sha256"]);

type Pair = readonly [name: string, value: string];

export function checkHeaders(record: WireRecord): Violation[] {
  const { headers, provider } = record;
  const pairs = headers.flatMap((name, i): Pair[] => (i % 2 === 0 ? [[name.toLowerCase(), headers[i + 1]!]] : []));
  const { header } = wireFacts[provider.dialect];
  const isKnown = (name: string) => headerNames.has(name) || (provider.signs !== undefined && signedNames.has(name));
  const crossed = pairs.filter(
    ([name, value]) => name !== header && (!isKnown(name) || value.includes(CANARY) || value.includes("secret-of-")),
  );
  const keys = pairs.flatMap(([name, value]) => (name === header ? [value] : []));
  const fault = keys.length === 1 ? credentialFault(record, keys[0]!, pairs) : keys.join(" and ") || "none";
  return [
    ...crossed.map(([name, value]): Violation => ({ kind: "client's header", what: `${name}: ${value}` })),
    ...(fault === undefined ? [] : [{ kind: "credential" as const, what: `${header}: ${fault}` }]),
  ];
}

function credentialFault(
  { provider, path, text }: WireRecord,
  given: string,
  pairs: readonly Pair[],
): string | undefined {
  if (provider.signs) return signatureFault({ path, headers: new Map(pairs), text });
  const { scheme } = wireFacts[provider.dialect];
  return given === `${scheme === undefined ? "" : `${scheme} `}key-of-${provider.account}` ? undefined : given;
}
