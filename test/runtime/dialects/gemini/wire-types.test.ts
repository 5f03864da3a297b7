/** What is sent and read, held against the types of the official client: a member that is none of theirs does not compile. */
import type {
  Content,
  FunctionDeclaration,
  GenerateContentResponse,
  GenerationConfig,
  Part,
  ToolConfig,
} from "@google/genai";
import { expectTypeOf, test } from "vitest";
import type {
  WireAnswer,
  WireAnswerPart,
  WireCandidate,
  WireConfig,
  WireContent,
  WireDeclaration,
  WireThinking,
  WireToolConfig,
  WireUsage,
} from "../../../../runtime/dialects/formats/generate-content/wire.ts";

/** Their enums as the texts that are sent, all the way down. */
type Plain<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;

/** The members of ours that theirs does not have. */
type Unknown<Ours, Theirs> = Exclude<keys<Ours>, keys<Theirs>>;
type keys<T> = T extends unknown ? keyof T : never;

type TheirUsage = NonNullable<GenerateContentResponse["usageMetadata"]>;
type TheirCandidate = NonNullable<GenerateContentResponse["candidates"]>[number];
type TheirThinking = NonNullable<GenerationConfig["thinkingConfig"]>;

test("what is sent is of the official client's types", () => {
  expectTypeOf<WireContent>().toExtend<Plain<Content>>();
  expectTypeOf<WireDeclaration>().toExtend<Plain<FunctionDeclaration>>();
  expectTypeOf<WireToolConfig>().toExtend<Plain<ToolConfig>>();
  expectTypeOf<WireConfig>().toExtend<Plain<GenerationConfig>>();
  expectTypeOf<Unknown<WireContent["parts"][number], Part>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<WireDeclaration, FunctionDeclaration>>().toEqualTypeOf<never>();
  expectTypeOf<
    Unknown<WireToolConfig["functionCallingConfig"], NonNullable<ToolConfig["functionCallingConfig"]>>
  >().toEqualTypeOf<never>();
  expectTypeOf<Unknown<WireConfig, GenerationConfig>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<WireThinking, TheirThinking>>().toEqualTypeOf<never>();
});

test("what is read is what the official client reads", () => {
  expectTypeOf<Plain<TheirUsage>>().toExtend<WireUsage>();
  expectTypeOf<Plain<TheirCandidate>>().toExtend<WireCandidate>();
  expectTypeOf<Unknown<WireUsage, TheirUsage>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<WireCandidate, TheirCandidate>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<WireAnswerPart, Part>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<Omit<WireAnswer, "error">, GenerateContentResponse>>().toEqualTypeOf<never>();
});
