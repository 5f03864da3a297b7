import { expect, test } from "vitest";
import { hello, only, served } from "./recorded.ts";

const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

test("the trace of a client goes on to the provider, and none of its other headers", async () => {
  const { wire } = await served(only("own/model"));
  const plain = Object.keys((await wire(hello)).headers).sort();
  const others = {
    cookie: "a=b",
    "x-mine": "1",
    "anthropic-beta": "x",
    "openai-organization": "o",
    "x-forwarded-for": "1.2.3.4",
  };
  const { headers } = await wire(hello, { headers: { traceparent, tracestate: "a=1", baggage: "b=2", ...others } });
  expect(headers).toMatchObject({ traceparent, tracestate: "a=1" });
  expect(Object.keys(headers).sort()).toEqual([...plain, "traceparent", "tracestate"].sort());
});

test.each([
  ["no trace", { traceparent: "hello", tracestate: "a=1" }],
  ["a state alone", { tracestate: "a=1" }],
  ["an id of noughts", { traceparent: traceparent.replace(/4bf\w+/, "0".repeat(32)) }],
])("%s goes no further", async (_what, given) => {
  const { wire } = await served(only("own/model"));
  const { headers } = await wire(hello, { headers: given });
  expect([headers.traceparent, headers.tracestate]).toEqual([undefined, undefined]);
});
