// How the events of a stream are written: each dialect gives names and data, a framing gives the bytes.

/** One event of a stream. `token` tells that it carries generated text and takes its time. */
export interface WireEvent {
  readonly name?: string;
  /** JSON, or a mark such as `[DONE]`. */
  readonly data: string;
  readonly token: boolean;
  /** An error, in framings that tell errors from events. */
  readonly exception?: true;
}

export interface Framing {
  /** Content type and what goes with it. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes of the event that is number `at`, from 0. */
  encode(event: WireEvent, at: number): string | Uint8Array;
  /** What follows the last event of a stream that ends as it should. */
  readonly end: string;
  /** A stream that is cut breaks inside an event, not behind one. */
  readonly cutInside?: true;
}

/** Server-sent events, with an `event:` line where the event has a name. */
export const serverSentEvents: Framing = {
  headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" },
  encode: ({ name, data }) => `${name === undefined ? "" : `event: ${name}\n`}data: ${data}\n\n`,
  end: "",
};

/** One JSON object per line. */
export const jsonLines: Framing = {
  headers: { "content-type": "application/x-ndjson" },
  encode: ({ data }) => `${data}\n`,
  end: "",
};

/** One JSON array that grows. */
export const jsonArray: Framing = {
  headers: { "content-type": "application/json; charset=UTF-8" },
  encode: ({ data }, at) => `${at === 0 ? "[" : ",\r\n"}${data}`,
  end: "\r\n]",
};
