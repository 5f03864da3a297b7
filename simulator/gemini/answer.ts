// Parts of one kind follow each other: thoughts if they are wanted, then text or whole function calls. The signature
// stands on the first call; newer models put one behind their text as well. Each chunk repeats the usage so far.
import type { Answer } from "../answer.ts";
import { generated, type Turn, thought } from "../chat.ts";
import type { WireEvent } from "../framing.ts";
import { objectOf, parseJson } from "../json.ts";
import { seal } from "../seal.ts";
import { traitsOf } from "./models.ts";
import type { Host } from "./shapes.ts";

type Part = Readonly<Record<string, unknown>>;

/** The whole answer. */
export function toBody(host: Host): (turn: Turn) => object {
  return (turn) => ({
    candidates: turn.answers.map((answer, index) => ({
      content: { parts: wholeParts(turn, answer, host), role: "model" },
      finishReason: finishReason(answer),
      index,
    })),
    ...tail(turn, thought(turn), generated(turn) - thought(turn), turn.newId("", 22)),
  });
}

/** Chunks of the whole answer's shape, each with what is new. */
export function toEvents(host: Host): (turn: Turn) => Iterable<WireEvent> {
  return function* (turn) {
    const { answer } = turn;
    const id = turn.newId("", 22);
    let thoughts = turn.question.reasoning?.shown ? 0 : answer.reasoning.length;
    let said = 0;
    const chunk = (parts: readonly Part[], finish: object = {}): string =>
      JSON.stringify({
        candidates: [{ content: { parts, role: "model" }, ...finish, index: 0 }],
        ...tail(turn, thoughts, said, id),
      });
    if (turn.question.reasoning?.shown) {
      for (const text of answer.reasoning) {
        thoughts += 1;
        yield { data: chunk([{ text, thought: true }]), token: true };
      }
    }
    for (const text of answer.text) {
      said += 1;
      yield { data: chunk([{ text }]), token: true };
    }
    for (const part of callParts(turn, answer, host)) {
      said = answer.tokens - answer.reasoning.length;
      yield { data: chunk([part]), token: true };
    }
    said = answer.tokens - answer.reasoning.length;
    const last = { text: "", ...textSignature(turn, answer) };
    yield { data: chunk([last], { finishReason: finishReason(answer) }), token: false };
  };
}

function wholeParts(turn: Turn, answer: Answer, host: Host): Part[] {
  const thoughts = turn.question.reasoning?.shown ? [{ text: answer.reasoning.join(""), thought: true }] : [];
  const text = answer.text.join("");
  const texts = text === "" ? [] : [{ text, ...textSignature(turn, answer) }];
  return [...thoughts, ...texts, ...callParts(turn, answer, host)];
}

/** Whole calls; one that the token limit cut is not told. */
function callParts(turn: Turn, answer: Answer, host: Host): Part[] {
  const parsed = answer.calls.map((call) => ({ name: call.name, args: parseJson(call.argumentTokens.join("")) }));
  const whole = parsed.filter(({ args }) => args !== undefined);
  return whole.map(({ name, args }, index) => ({
    functionCall: { name, args: objectOf(args), ...(host === "developer" ? { id: turn.newId("", 8) } : {}) },
    ...(index === 0 && turn.question.reasoning ? { thoughtSignature: seal(answer.reasoning.join("")) } : {}),
  }));
}

function textSignature({ question }: Turn, { reasoning, calls }: Answer): Part {
  const signs = traitsOf(question.model).wantsSignatures && calls.length === 0;
  return signs ? { thoughtSignature: seal(reasoning.join("")) } : {};
}

function finishReason({ finish }: Answer): string {
  switch (finish) {
    case "length":
      return "MAX_TOKENS";
    case "tool-calls":
    case "stop":
    case "stop-sequence":
      return "STOP";
    default:
      throw finish satisfies never;
  }
}

/** What stands behind the candidates. Cached tokens are part of the prompt's; thoughts are not part of the candidates'. */
function tail({ question, cache }: Turn, thoughts: number, said: number, responseId: string): object {
  const { promptTokens } = question;
  const cached =
    cache.read === 0 ? {} : { cachedContentTokenCount: cache.read, cacheTokensDetails: ofText(cache.read) };
  return {
    usageMetadata: {
      promptTokenCount: promptTokens,
      ...(said === 0 ? {} : { candidatesTokenCount: said }),
      totalTokenCount: promptTokens + said + thoughts,
      ...cached,
      promptTokensDetails: ofText(promptTokens),
      ...(thoughts === 0 ? {} : { thoughtsTokenCount: thoughts }),
    },
    modelVersion: question.model,
    responseId,
  };
}

/** Counted tokens as texts. */
export function ofText(tokenCount: number): object[] {
  return [{ modality: "TEXT", tokenCount }];
}
