/** Which targets a key may call: names as `provider/model`, where `*` stands for any text. */

/** Undefined: all. The answer is kept for as long as the list is. */
export function mayCallTarget(patterns: readonly string[] | undefined, target: string): boolean {
  if (patterns === undefined) return true;
  let matcher = matchers.get(patterns);
  if (!matcher) {
    matcher = new RegExp(`^(?:${patterns.map(source).join("|")})$`, "s");
    matchers.set(patterns, matcher);
  }
  return matcher.test(target);
}

const matchers = new WeakMap<readonly string[], RegExp>();

/** What is wrong with a pattern, or nothing. */
export function patternFault(pattern: string): string | undefined {
  if (/^[^\s/]+\/[^\s]+$/.test(pattern) || pattern === "*") return undefined;
  return `\`${pattern}\` names no target: write provider/model, or provider/* for all of a provider`;
}

function source(pattern: string): string {
  return pattern.split(/\*+/).map(escaped).join(".*");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
