/**
 * The headers of a client that go on to a provider: the trace that the request belongs to, as W3C Trace Context has it,
 * and nothing else.
 */

const PARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
/** Printable, and no longer than a tracer must keep. */
const STATE = /^[\x20-\x7e]{1,512}$/;

/** Names and values by turns, of both; a trace that is none, or is given twice, goes no further. */
export function traceHeaders(rawHeaders: readonly string[]): string[] {
  const parent = only(rawHeaders, "traceparent");
  if (parent === undefined || !PARENT.test(parent)) return [];
  const state = only(rawHeaders, "tracestate");
  return ["traceparent", parent, ...(state !== undefined && STATE.test(state) ? ["tracestate", state] : [])];
}

function only(rawHeaders: readonly string[], name: string): string | undefined {
  let value: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const given = rawHeaders[i]!;
    if (given.length !== name.length || given.toLowerCase() !== name) continue;
    if (value !== undefined) return undefined;
    value = rawHeaders[i + 1];
  }
  return value;
}
