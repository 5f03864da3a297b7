/** How a stream is cut into events. */
import type { Failure } from "../failures.ts";
import { EventReader, type RawEvent } from "./sse.ts";

/** Reads one stream, whatever pieces it comes in. */
export interface FrameReader {
  /** Set when one event grew over the ceiling or cannot be read; nothing is read any more. */
  readonly failure: Failure | undefined;
  /**
   * The events that these bytes complete, read as they are taken. `runEnd` answers behind the last of the whole events from a place
   * on that need not be told apart; they come as one.
   */
  pushRaw(bytes: Buffer, runEnd?: (bytes: Buffer, from: number) => number): Iterable<RawEvent>;
  /** What is left at the end of the stream, if that is an event. */
  end(): RawEvent | undefined;
}

export interface Framing {
  /** The media type that is asked for. */
  readonly accept: string;
  reader(): FrameReader;
}

export const serverSentEvents: Framing = { accept: "text/event-stream", reader: () => new EventReader() };
