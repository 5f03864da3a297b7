/**
 * What hosts of this format get wrong in a stream that is passed on, and clients stumble over: the role once and first, the finish
 * once and last, tool calls one in a piece, told apart, named once and never without arguments, and text that is a text.
 */
import { CallPieces } from "./call-pieces.ts";
import { reasoningOf, textOf } from "./response.ts";
import { isObject, type WireAnswer, type WireChoice, type WireMessage, type WireToolCall } from "./wire.ts";

type Members = Readonly<Record<string, unknown>>;

interface Choice {
  readonly calls: CallPieces;
  finished: boolean;
}

/** For one stream. */
export class ChunkMender {
  readonly #choices = new Map<number, Choice>();

  /** The events to tell in place of this one, none where it says nothing; undefined for one that is well as it is. */
  mend(body: WireAnswer): Members[] | undefined {
    const { choices } = body;
    if (!Array.isArray(choices) || choices.length === 0) return undefined;
    const mended = choices.map((choice) => (isObject(choice) ? this.#mendChoice(choice) : undefined));
    if (mended.every((pieces) => pieces === undefined)) return undefined;
    const all = choices.flatMap((choice, i) => mended[i] ?? [choice as Members]);
    return all.map((choice) => ({ ...body, choices: [choice] }));
  }

  #mendChoice(choice: WireChoice): Members[] | undefined {
    const index = choice.index ?? 0;
    const known = this.#choices.get(index);
    const state = known ?? { calls: new CallPieces(), finished: false };
    if (known === undefined) this.#choices.set(index, state);
    const delta: WireMessage = isObject(choice.delta) ? choice.delta : {};
    const told = plainDelta(delta, known === undefined);
    const pieces = toldCalls(delta.tool_calls, state.calls);
    const finish = toldFinish(choice.finish_reason, state);
    if (told === undefined && pieces === undefined && finish === (choice.finish_reason || null))
      return isObject(choice.delta) ? this.#closed(choice, state, finish) : [{ ...choice, delta }];
    const { tool_calls: calls, ...rest } = (told ?? delta) as WireMessage & Members;
    const deltas = [...said(rest), ...(pieces ?? calls ?? []).map(callDelta), ...bareCalls(state, finish)];
    return inTurn(choice, [...deltas, ...(finish === null ? [] : [{}])], finish);
  }

  /** A choice that is well, but for calls that have no arguments when it ends, or a finish of nothing. */
  #closed(choice: WireChoice, state: Choice, finish: string | null): Members[] | undefined {
    const bare = bareCalls(state, finish);
    if (bare.length > 0) return inTurn(choice, [...bare, choice.delta as Members], finish);
    return choice.finish_reason === "" ? [{ ...choice, finish_reason: null }] : undefined;
  }
}

/** What stands beside the delta is told once; the finish comes last. */
function inTurn(choice: WireChoice, deltas: readonly Members[], finish: string | null): Members[] {
  return deltas.map((delta, i) => {
    const others = i === 0 ? choice : { index: choice.index ?? 0, logprobs: null };
    return { ...others, delta, finish_reason: i === deltas.length - 1 ? finish : null };
  });
}

/** For those that no argument has come of, once the answer ends. */
function bareCalls({ calls }: Choice, finish: string | null): Members[] {
  return finish === null ? [] : calls.bare.map(({ index }) => callDelta({ index, function: { arguments: "{}" } }));
}

function callDelta(call: object): Members {
  return { tool_calls: [call] };
}

function said(delta: Members): Members[] {
  return Object.values(delta).some((value) => value !== null && value !== "") ? [delta] : [];
}

/** Undefined where role and text are as they must be. */
function plainDelta(delta: WireMessage & { role?: unknown }, isFirst: boolean): Members | undefined {
  const { role, ...rest } = delta;
  const isList = Array.isArray(delta.content);
  const hasRole = isFirst ? role === "assistant" : role === undefined;
  if (hasRole && !isList) return undefined;
  const thought = isList ? reasoningOf(delta) : "";
  const text = isList ? { content: textOf(delta), ...(thought !== "" && { reasoning_content: thought }) } : {};
  return { ...(isFirst && { role: "assistant" }), ...rest, ...text };
}

/** Undefined where they are one call, as it must be. */
function toldCalls(parts: WireMessage["tool_calls"], calls: CallPieces): Members[] | undefined {
  if (!Array.isArray(parts) || parts.length === 0) return undefined;
  // Calls of tools that are no functions are in the hands of hosts who know how to tell them.
  if (!parts.every((part) => isObject(part) && isObject(part.function))) return undefined;
  const read = parts.map((part) => {
    const piece = calls.read(part);
    if (piece === undefined) return { told: undefined, isWell: false };
    const { call, begins, json } = piece;
    const { index, id, function: given, ...more } = part as WireToolCall & Members;
    const isSame = index === call.index && typeof (given?.arguments ?? "") === "string";
    const isWell = begins === undefined ? isSame && !id && !given?.name : isSame && id === call.id;
    const named = begins === undefined ? {} : { id: call.id, type: "function" };
    const { type: _, ...others } = more;
    const its = { ...(begins !== undefined && { name: begins }), arguments: json };
    return { told: { index: call.index, ...named, ...others, function: its }, isWell };
  });
  if (read.length === 1 && read[0]!.isWell) return undefined;
  return read.flatMap(({ told }) => told ?? []);
}

/** Null until the end; then once, and of calls where there were some. */
function toldFinish(word: string | null | undefined, state: Choice): string | null {
  if (typeof word !== "string" || word === "" || state.finished) return null;
  state.finished = true;
  return word === "stop" && state.calls.count > 0 ? "tool_calls" : word;
}
