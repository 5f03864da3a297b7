/** Frames of an AWS event stream, as the AWS client's own codec writes them. */
import { EventStreamCodec } from "@smithy/core/event-streams";

export const codec: EventStreamCodec = new EventStreamCodec(
  (input) => Buffer.from(input as Uint8Array).toString("utf8"),
  (input) => Buffer.from(input, "utf8"),
);

type Headers = Parameters<EventStreamCodec["encode"]>[0]["headers"];

export function frame(headers: Headers, body: string | Uint8Array): Buffer {
  return Buffer.from(codec.encode({ headers, body: typeof body === "string" ? Buffer.from(body) : body }));
}

const text = (value: string): Headers[string] => ({ type: "string", value });

export function eventFrame(name: string, body: object): Buffer {
  const headers = {
    ":event-type": text(name),
    ":content-type": text("application/json"),
    ":message-type": text("event"),
  };
  return frame(headers, JSON.stringify(body));
}

export function exceptionFrame(name: string, body: object): Buffer {
  const headers = {
    ":exception-type": text(name),
    ":content-type": text("application/json"),
    ":message-type": text("exception"),
  };
  return frame(headers, JSON.stringify(body));
}
