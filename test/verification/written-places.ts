/** Which line of a generated policy says what: findings are told apart by their lines. */
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";

/** A rule, or what holds when none does (-1). */
export interface WrittenPlace {
  readonly route: string;
  readonly rule: number;
}

export interface WrittenPolicy {
  /** By line. */
  readonly places: ReadonlyMap<number, WrittenPlace>;
  /** By line: the name of an invariant. */
  readonly claims: ReadonlyMap<number, string>;
}

export function writtenPolicy(typescript: string): WrittenPolicy {
  const places = new Map<number, WrittenPlace>();
  const claims = new Map<number, string>();
  let route = "";
  let rule = 0;
  for (const [line, text] of typescript.split("\n").entries()) {
    const name = /"([^"]+)": \{ rules: \[$/.exec(text)?.[1];
    const claim = /^"(claim \d+)"/.exec(text)?.[1];
    if (name !== undefined) [route, rule] = [name, 0];
    else if (text.startsWith("{ when:")) places.set(line, { route, rule: rule++ });
    else if (text.startsWith("otherwise:")) places.set(line, { route, rule: -1 });
    else if (claim !== undefined) claims.set(line, claim);
  }
  return { places, claims };
}

/** -1 where it is nowhere in the policy. */
export function lineOf({ span }: Pick<Diagnostic, "span">): number {
  return span ? span.file.text.slice(0, span.start).split("\n").length - 1 : -1;
}
