/** A backtracking matcher with JavaScript's rules for the order of attempts, which counts its steps. */

export type Matched =
  | { kind: "character"; source: string; matches: (character: string) => boolean }
  | { kind: "start" | "end" | "boundary" }
  | { kind: "sequence" | "choice"; of: Matched[] }
  | { kind: "repeat"; of: Matched; min: number; max: number; lazy: boolean };

export function sourceOf(node: Matched): string {
  switch (node.kind) {
    case "character":
      return node.source;
    case "start":
      return "^";
    case "end":
      return "$";
    case "boundary":
      return "\\b";
    case "sequence":
      return node.of.map((part) => (part.kind === "choice" ? `(?:${sourceOf(part)})` : sourceOf(part))).join("");
    case "choice":
      return node.of.map(sourceOf).join("|");
    case "repeat": {
      const of = node.of.kind === "character" ? sourceOf(node.of) : `(?:${sourceOf(node.of)})`;
      const { min, max } = node;
      const bounds = max === Number.POSITIVE_INFINITY ? `{${min},}` : `{${min},${max}}`;
      const short: Record<string, string> = { "{0,}": "*", "{1,}": "+", "{0,1}": "?" };
      return `${of}${short[bounds] ?? bounds}${node.lazy ? "?" : ""}`;
    }
  }
}

/** Searches from every place, as `test` does. `steps`: characters looked at and assertions tried. */
export function search(node: Matched, text: string): { found: boolean; steps: number } {
  let steps = 0;
  const run = (part: Matched, at: number, next: (at: number) => boolean): boolean => {
    switch (part.kind) {
      case "character":
        steps += 1;
        return at < text.length && part.matches(text[at]!) && next(at + 1);
      case "start":
        steps += 1;
        return at === 0 && next(at);
      case "end":
        steps += 1;
        return at === text.length && next(at);
      case "boundary":
        steps += 1;
        return isWord(text[at - 1]) !== isWord(text[at]) && next(at);
      case "sequence":
        return part.of.reduceRight<(at: number) => boolean>(
          (after, each) => (from) => run(each, from, after),
          next,
        )(at);
      case "choice":
        return part.of.some((each) => run(each, at, next));
      case "repeat":
        return repeat(part, at, next, 0);
    }
  };
  const repeat = (
    part: Matched & { kind: "repeat" },
    at: number,
    next: (at: number) => boolean,
    done: number,
  ): boolean => {
    const again = (): boolean =>
      done < part.max &&
      run(part.of, at, (after) => (after > at || done < part.min) && repeat(part, after, next, done + 1));
    if (done < part.min) return again();
    return part.lazy ? next(at) || again() : again() || next(at);
  };
  for (let start = 0; start <= text.length; start++) {
    if (run(node, start, () => true)) return { found: true, steps };
  }
  return { found: false, steps };
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}
