/** The pure methods of texts. */
import type { Value } from "../../value.ts";
import { callMethod, literalAt, type Method, type MethodCall, type Methods, optionalNumber, textOf } from "./method.ts";

type Made = string | number | boolean | readonly string[] | undefined;

const pure: Methods<string> = {
  toLowerCase: plain((text) => text.toLowerCase()),
  toUpperCase: plain((text) => text.toUpperCase()),
  trim: plain((text) => text.trim()),
  trimStart: plain((text) => text.trimStart()),
  trimEnd: plain((text) => text.trimEnd()),
  toString: plain((text) => text),
  includes: withText('"part"', (text, part) => text.includes(part)),
  startsWith: withText('"start"', (text, start) => text.startsWith(start)),
  endsWith: withText('"end"', (text, end) => text.endsWith(end)),
  indexOf: withText('"part"', (text, part) => text.indexOf(part)),
  lastIndexOf: withText('"part"', (text, part) => text.lastIndexOf(part)),
  split: withText('"/"', (text, separator) => text.split(separator)),
  concat: { usage: "text.concat(other)", run: (text, call) => joined(text, call) },
  slice: withNumbers("from, to", (text, from, to) => text.slice(from, to)),
  substring: withNumbers("from, to", (text, from, to) => text.substring(from ?? 0, to)),
  at: withNumbers("index", (text, index) => text.at(index ?? 0)),
  charAt: withNumbers("index", (text, index) => text.charAt(index ?? 0)),
  repeat: withNumbers("times", (text, times = 0) =>
    times >= 0 && times * text.length < 2 ** 24 ? text.repeat(times) : undefined,
  ),
  padStart: padded((text, length, filler) => text.padStart(length, filler)),
  padEnd: padded((text, length, filler) => text.padEnd(length, filler)),
  replace: replaced((text, from, to) => text.replace(from, () => to)),
  replaceAll: replaced((text, from, to) => text.replaceAll(from, () => to)),
};

const changing: Readonly<Record<string, string>> = {};

/** Calls a method of a text. */
export function textMethod(text: string, call: MethodCall): Value {
  call.evaluation.spend(call.at, text.length >> 6);
  return callMethod(pure, changing, "a text", text, call);
}

function plain(apply: (text: string) => Made): Method<string> {
  return { usage: "text.method()", run: (text, call) => value(apply(text), call) };
}

function withText(form: string, apply: (text: string, argument: string) => Made): Method<string> {
  return {
    usage: `text.method(${form})`,
    run: (text, call) => {
      const argument = textOf(call.args[0]);
      return argument === undefined || call.args.length > 1 ? undefined : value(apply(text, argument), call);
    },
  };
}

function withNumbers(form: string, apply: (text: string, a?: number, b?: number) => Made): Method<string> {
  return {
    usage: `text.method(${form})`,
    run: (text, call) => {
      const [a, b] = call.args.map((arg) => optionalNumber(arg));
      return Number.isNaN(a) || Number.isNaN(b) ? undefined : value(apply(text, a, b), call);
    },
  };
}

function padded(apply: (text: string, length: number, filler: string) => string): Method<string> {
  return {
    usage: 'text.method(length, "0")',
    run: (text, call) => {
      const length = optionalNumber(call.args[0]);
      const filler = call.args[1] ? textOf(call.args[1]) : " ";
      const fits = length !== undefined && length < 2 ** 24 && filler !== undefined;
      return fits ? value(apply(text, length, filler), call) : undefined;
    },
  };
}

function replaced(apply: (text: string, from: string, to: string) => string): Method<string> {
  return {
    usage: 'text.method("old", "new")',
    run: (text, call) => {
      const [from, to] = [textOf(call.args[0]), textOf(call.args[1])];
      if (from === undefined || to === undefined) return undefined;
      // Each place between two characters may be replaced.
      if ((text.length + 1) * to.length > 2 ** 24) return undefined;
      return value(apply(text, from, to), call);
    },
  };
}

function joined(text: string, call: MethodCall): Value | undefined {
  const parts = call.args.map((arg) => textOf(arg));
  return parts.every((part) => part !== undefined) ? value([text, ...parts].join(""), call) : undefined;
}

function value(made: Made, { at, evaluation }: MethodCall): Value | undefined {
  if (typeof made === "string") return evaluation.text(made, at);
  if (typeof made === "object")
    return evaluation.list(
      made.map((part) => literalAt(part, at)),
      at,
    );
  return made === undefined ? undefined : literalAt(made, at);
}
