/** How a stream is cut into events. */
import type { Failure } from "../failures.ts";
import { EventReader, type RawEvent } from "./sse.ts";

/** Reads one stream, whatever pieces it comes in. */
export interface FrameReader {
  /** Set when one event grew over the ceiling or cannot be read; nothing is read any more. */
  readonly failure: Failure | undefined;
  /** The events that these bytes complete. */
  pushRaw(bytes: Buffer): RawEvent[];
  /** What is left at the end of the stream, if that is an event. */
  end(): RawEvent | undefined;
}

export interface Framing {
  /** The media type that is asked for. */
  readonly accept: string;
  reader(): FrameReader;
}

export const serverSentEvents: Framing = { accept: "text/event-stream", reader: () => new EventReader() };
