/** The state of one evaluation: what it may still spend, what is being called, and what it found. Policy code is never run. */
import { type Diagnostic, type DiagnosticKind, diagnose, type Label } from "../../diagnostics/define.ts";
import { nesting } from "../../diagnostics/limit/nesting.ts";
import { valueSize } from "../../diagnostics/limit/value-size.ts";
import { workLimit } from "../../diagnostics/limit/work-limit.ts";
import { recursion } from "../../diagnostics/syntax/recursion.ts";
import type { Origin } from "../../source.ts";
import type { InvalidValue, LiteralValue, Value } from "../value.ts";
import { type Call, callLabels } from "./call-labels.ts";

/** Steps that one compilation may take: expressions, and items of the lists that it builds. */
const FUEL = 2_000_000;
/** Calls within calls. */
const DEPTH = 100;
/** Expressions within expressions, those of the calling functions included. */
const NESTING = 1_200;
/** Items of a list. */
const ITEMS = 100_000;
/** UTF-16 units of a text. */
const CHARACTERS = 1_000_000;

/** Thrown when the work is spent; caught by `Evaluation.guard`. */
class Stopped extends Error {}

/** A call of a function of the policy; `callee` is the same for every call of the same function. */
export interface PolicyCall extends Call {
  readonly callee: object;
  readonly name: string;
  readonly args: readonly Value[];
}

export class Evaluation {
  readonly diagnostics: Diagnostic[] = [];
  #fuel = FUEL;
  #calls: readonly (Call | PolicyCall)[] = [];
  #nesting = 0;
  #stopped = false;

  /** A finding at `origin`, labelled with the calls that led there. */
  report<P>(kind: DiagnosticKind<P>, parameters: P, origin: Origin, labels: readonly Label[] = []): InvalidValue {
    const further = [...labels, ...callLabels(this.#calls, origin.span)];
    this.diagnostics.push(diagnose(kind, parameters, origin, further));
    return { kind: "invalid", origin };
  }

  /** Counts steps of work. */
  spend(origin: Origin, steps = 1): void {
    this.#fuel -= steps;
    if (this.#fuel < 0) this.#stop(workLimit, `more than ${FUEL.toLocaleString("en")} steps`, origin);
  }

  /** Evaluates what stands one level further in. */
  nested<T>(origin: Origin, body: () => T): T {
    if (this.#nesting >= NESTING) this.#stop(nesting, tooDeep, origin);
    this.#nesting += 1;
    const value = body();
    this.#nesting -= 1;
    return value;
  }

  /** Runs the body of a function that is not running yet. */
  enter(call: PolicyCall, body: () => Value): Value {
    const running = this.#calls.findIndex((other) => "callee" in other && other.callee === call.callee);
    if (running !== -1 && !this.#runsArgumentOf(running)) return this.report(recursion, { name: call.name }, call.at);
    if (this.#calls.length >= DEPTH) this.#stop(workLimit, `calls nested more than ${DEPTH} deep`, call.at);
    return this.within(call, body);
  }

  /** Runs `body`, whose findings are labelled with the call. */
  within<T>(call: Call, body: () => T): T {
    const outer = this.#calls;
    this.#calls = [...outer, call];
    const value = body();
    this.#calls = outer;
    return value;
  }

  /** Runs `body`; work that is spent ends the outermost guarded body with `otherwise`. */
  guard<T>(body: () => T, otherwise: T): T {
    if (this.#nesting > 0) return body();
    const calls = this.#calls;
    try {
      return body();
    } catch (error) {
      if (isStackOverflow(error)) this.#note(nesting, tooDeep, calls[0]?.at);
      else if (!(error instanceof Stopped)) throw error;
      return otherwise;
    } finally {
      this.#nesting = 0;
      this.#calls = calls;
    }
  }

  /** A list, unless it is too long. */
  list(items: readonly Value[], origin: Origin): Value {
    this.spend(origin, items.length);
    if (items.length <= ITEMS) return { kind: "list", items, origin };
    return this.report(valueSize, { what: `this list has more than ${ITEMS.toLocaleString("en")} items` }, origin);
  }

  /** A text, unless it is too long. */
  text(value: string, origin: Origin): LiteralValue | InvalidValue {
    this.spend(origin, value.length >> 6);
    if (value.length <= CHARACTERS) return { kind: "literal", value, origin };
    const what = `this text has more than ${CHARACTERS.toLocaleString("en")} characters`;
    return this.report(valueSize, { what }, origin);
  }

  /** Whether a function that was handed to a running call runs now: it may use the same function again. */
  #runsArgumentOf(running: number): boolean {
    const { args } = this.#calls[running] as PolicyCall;
    const handed = new Set(args.flatMap((arg) => (arg.kind === "function" ? [arg.call] : [])) as unknown[]);
    return this.#calls.slice(running + 1).some((call) => "callee" in call && handed.has(call.callee));
  }

  #stop(kind: DiagnosticKind<{ what: string }>, what: string, origin: Origin): never {
    this.#note(kind, what, origin);
    throw new Stopped();
  }

  /** Of limits, the first that is reached is told. */
  #note(kind: DiagnosticKind<{ what: string }>, what: string, origin: Origin | undefined): void {
    if (!this.#stopped)
      this.diagnostics.push(diagnose(kind, { what }, origin, origin && callLabels(this.#calls, origin.span)));
    this.#stopped = true;
  }
}

const tooDeep = "expressions and calls are nested too deeply";

export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}
