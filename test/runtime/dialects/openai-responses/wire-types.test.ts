/** What is sent and read, held against the types of the official client: what is none of theirs does not compile. */
import type {
  FunctionTool,
  Response,
  ResponseCreateParams,
  ResponseInputItem,
  ResponseOutputItem,
  ResponseStreamEvent,
  ResponseUsage,
} from "openai/resources/responses/responses";
import { expectTypeOf, test } from "vitest";
import type {
  WireItem,
  WireOutput,
  WireResponse,
  WireStreamEvent,
  WireTool,
  WireUsage,
} from "../../../../runtime/dialects/openai-responses/wire.ts";

/** The members of ours that theirs does not have. */
type Unknown<Ours, Theirs> = Exclude<keys<Ours>, keys<Theirs>>;
type keys<T> = T extends unknown ? keyof T : never;

test("what is sent is of the official client's types", () => {
  expectTypeOf<WireItem>().toExtend<ResponseInputItem>();
  expectTypeOf<WireTool>().toExtend<FunctionTool>();
  expectTypeOf<{ text: { verbosity: "low" }; include: ["reasoning.encrypted_content"] }>().toExtend<
    Pick<ResponseCreateParams, "text" | "include">
  >();
});

test("what is read is a member of the official client's types", () => {
  expectTypeOf<Unknown<WireResponse, Response>>().toBeNever();
  expectTypeOf<Unknown<WireOutput, ResponseOutputItem>>().toBeNever();
  expectTypeOf<Unknown<WireUsage, ResponseUsage>>().toBeNever();
  expectTypeOf<Unknown<WireStreamEvent, ResponseStreamEvent>>().toBeNever();
});
