import { unknownCapability } from "../diagnostics/catalog/unknown-capability.ts";
import { diagnose } from "../diagnostics/define.ts";
import { capabilities } from "../lower/capabilities.ts";
import type { Condition } from "../lower/ir.ts";
import type { Check } from "./check.ts";
import { type NamedTarget, reached } from "./reached.ts";

/** Rules that take only requests with a need, and whose targets may or may not meet it. */
export const checkCapabilities: Check = ({ policy }) =>
  policy.routes.flatMap(({ rules }) =>
    rules.flatMap(({ when, action }) => {
      const targets: NamedTarget[] = action.kind === "use" ? reached(action.strategy, policy) : [];
      return [...demanded(when)].flatMap((fact) => {
        const capability = capabilities[fact]!;
        return targets
          .filter(({ target }) => target.model.caps?.[capability] === undefined)
          .map(({ target: { id }, origin }) => diagnose(unknownCapability, { id, fact, capability }, origin));
      });
    }),
  );

/** The `needs.*` facts that every request has for which the condition holds. */
function demanded(condition: Condition): Set<string> {
  if (condition.kind === "atom" && condition.atom.kind === "flag" && Object.hasOwn(capabilities, condition.atom.fact)) {
    return new Set([condition.atom.fact]);
  }
  if (condition.kind === "all") return new Set(condition.of.flatMap((part) => [...demanded(part)]));
  if (condition.kind !== "any") return new Set();
  const [first, ...others] = condition.of.map(demanded);
  return new Set([...(first ?? [])].filter((fact) => others.every((other) => other.has(fact))));
}
