/** What is written and read here, held against the types of the service's own client. Compiled by `npm run types`, never run. */
import type {
  ContentBlockDeltaEvent,
  ContentBlockStartEvent,
  ContentBlockStopEvent,
  ConverseRequest,
  ConverseResponse,
  ConverseStreamMetadataEvent,
  ConverseStreamOutput,
  ConverseStreamRequest,
  MessageStopEvent,
  DocumentFormat as OfficialFormat,
  StopReason,
  TokenUsage,
} from "@aws-sdk/client-bedrock-runtime";
import type { DocumentType } from "@smithy/types";
import type {
  DocumentFormat,
  WireAnswer,
  WireRequestBody,
  WireStreamEvent,
  WireUsage,
} from "../../../../runtime/dialects/bedrock-converse/wire.ts";

/** On the wire bytes are base64, documents are any JSON, and nothing is undefined. */
type OnWire<T> = DocumentType extends T
  ? unknown
  : T extends Uint8Array
    ? string
    : T extends (infer Item)[]
      ? OnWire<Item>[]
      : T extends object
        ? { [K in keyof T]: Exclude<OnWire<T[K]>, undefined> }
        : T;

type Body<T extends { modelId: unknown }> = OnWire<Omit<T, "modelId">>;

export const whole = (body: WireRequestBody): Body<ConverseRequest> => body;
export const streamed = (body: WireRequestBody): Body<ConverseStreamRequest> => body;
export const names = (name: keyof WireRequestBody): keyof ConverseRequest => name;
export const formats = (format: DocumentFormat): OfficialFormat => format;

export const answer = (body: OnWire<ConverseResponse>): WireAnswer => body;
export const usage = (counts: OnWire<TokenUsage>): WireUsage => counts;

type Event = keyof Extract<ConverseStreamOutput, object>;

/** The names of the events that are read, and what each says. */
export const events: Partial<Record<Event, (data: never) => WireStreamEvent>> = {
  contentBlockStart: (data: OnWire<ContentBlockStartEvent>): WireStreamEvent => data,
  contentBlockDelta: (data: OnWire<ContentBlockDeltaEvent>): WireStreamEvent => data,
  contentBlockStop: (data: OnWire<ContentBlockStopEvent>): WireStreamEvent => data,
  messageStop: (data: OnWire<MessageStopEvent>): WireStreamEvent => data,
  metadata: (data: OnWire<ConverseStreamMetadataEvent>): WireStreamEvent => data,
};

export const exceptions: Event[] = [
  "internalServerException",
  "modelStreamErrorException",
  "validationException",
  "throttlingException",
  "serviceUnavailableException",
];

/** Every reason that the service knows; one more, and this no longer compiles. */
export const reasons: Record<StopReason, true> = {
  end_turn: true,
  tool_use: true,
  max_tokens: true,
  stop_sequence: true,
  guardrail_intervened: true,
  content_filtered: true,
  malformed_model_output: true,
  malformed_tool_use: true,
  model_context_window_exceeded: true,
};
