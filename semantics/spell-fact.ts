/** The facts of a table as a condition spells them, for people. */

/** `inputTokens`, `text.includes("refund")`, `sample("key.id")`, `health["provider/model"]` */
export function spellFact({
  kind,
  fact,
  argument,
}: {
  kind: string;
  fact: string;
  argument?: string | undefined;
}): string {
  if (argument === undefined) return path(fact);
  if (kind === "number") return `${path(fact)}(${JSON.stringify(argument)})`;
  const [, of, method] = /^(.+)\.(includes|startsWith|endsWith|matches)$/.exec(fact) ?? [fact, fact, "includes"];
  return `${path(of!)}.${method}(${method === "matches" ? argument : JSON.stringify(argument)})`;
}

/** The names that policies give stand between these. */
const keyed = /^(metadata|budget|latency|health)\.(.+?)((?:\.(?:left|spent|ratio)|\.(?:firstToken|total)\.p\d+)?)$/;

function path(fact: string): string {
  const [, root, key = "", rest = ""] = keyed.exec(fact) ?? [];
  if (root === undefined || /^[A-Za-z_$][\w$]*$/.test(key)) return fact;
  return root === "metadata" ? `${root}[${JSON.stringify(key + rest)}]` : `${root}[${JSON.stringify(key)}]${rest}`;
}
