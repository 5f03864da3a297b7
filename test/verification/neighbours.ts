/** Policies that one edit makes of another. */
import type { Random } from "../agreement/random.ts";

/** A rule is taken out, moved, written once more, given another's condition, or negated; or the route takes other sizes. */
export function neighbour(typescript: string, random: Random): string {
  const lines = typescript.split("\n");
  const rules = lines.flatMap((line, i) => (line.startsWith("{ when:") ? [i] : []));
  if (rules.length === 0 || random.once(8)) return otherSizes(typescript, random);
  const [one, other] = [random.pick(rules), random.pick(rules)];
  const line = lines[one]!;
  switch (random.integer(5)) {
    case 0:
      return lines.toSpliced(one, 1).join("\n");
    case 1:
      return lines.toSpliced(one, 1).toSpliced(other, 0, line).join("\n");
    case 2:
      return lines.toSpliced(other, 0, line).join("\n");
    case 3:
      return lines
        .with(one, `${conditionOf(line)}${lines[other]!.slice(conditionOf(lines[other]!).length)}`)
        .join("\n");
    default: {
      const condition = conditionOf(line);
      return lines.with(one, `${condition.replace("(r) => ", "(r) => !(")})${line.slice(condition.length)}`).join("\n");
    }
  }
}

function conditionOf(line: string): string {
  return line.slice(0, line.lastIndexOf(", use: "));
}

function otherSizes(typescript: string, random: Random): string {
  return typescript.replace(
    /^max: \{[^}]*\}/m,
    `max: ${JSON.stringify({ inputTokens: random.pick([400, 700, 5_000]) })}`,
  );
}
