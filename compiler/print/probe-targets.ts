/** Invented targets that tell claims apart: what a claim says of the targets that there are can be the same by chance. */
import { EU } from "../../dsl/regions.ts";
import type { ProviderFile } from "../../schemas/catalog.ts";
import type { Target } from "../lower/ir.ts";
import { defined } from "../lower/read.ts";
import { capabilityNames } from "../lower/target-scope.ts";

/** Beside the targets that are named. */
const INVENTED = 160;

/**
 * The named targets, and others with other values in every field. Each value that one of the claims writes down is among
 * them, and its neighbours where it is a number. The same for the same arguments.
 */
export function probeTargets(named: readonly Target[], claims: readonly string[]): Target[] {
  const strings = [...claims.join("\n").matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => text);
  const numbers = [...claims.join("\n").matchAll(/\d[\d_]*(?:\.\d+)?/g)].map(([text]) =>
    Number(text.replaceAll("_", "")),
  );
  const values: Values = {
    strings: [...new Set([...strings, ...named.flatMap(wordsOf), "US", "FR"])],
    numbers: [...new Set(numbers.flatMap((value) => [value - 1, value, value + 1, value / 100]))].filter((n) => n >= 0),
    capabilities: capabilityNames(named),
  };
  const draw = drawing(claims.join("\n").length + 1);
  return [...named, ...Array.from({ length: INVENTED }, (_, i) => invented(i, values, draw, named))];
}

interface Values {
  readonly strings: readonly string[];
  readonly numbers: readonly number[];
  readonly capabilities: readonly string[];
}

type Draw = <T>(items: readonly T[]) => T | undefined;

function wordsOf({ id, modelId, provider }: Target): string[] {
  const { jurisdiction, region, dialect } = provider;
  return [
    id,
    id.slice(0, id.indexOf("/")),
    modelId,
    dialect,
    ...(jurisdiction ? [jurisdiction] : []),
    ...(region ? [region] : []),
  ];
}

function invented(index: number, values: Values, draw: Draw, named: readonly Target[]): Target {
  const like = draw(named)!;
  const word = () => draw([...values.strings, undefined]);
  const amount = () => draw([...values.numbers, 0, 8_000, 1_000_000, undefined]);
  const id = draw([...values.strings.filter((text) => text.includes("/")), `${word() ?? "probe"}/${index}`])!;
  const caps = values.capabilities.map((name) => [name, draw([true, false, undefined])] as const);
  // Every law of the constant that claims name, each in turn.
  const jurisdiction = index % 2 === 0 ? word() : EU[(index >> 1) % EU.length];
  const provider = { jurisdiction, region: word(), retentionDays: amount() };
  const dialect = draw([like.provider.dialect, word()]) as ProviderFile["dialect"] | undefined;
  return {
    id,
    modelId: draw([word(), like.modelId]) ?? "probe",
    provider: { ...like.provider, ...provider, dialect: dialect ?? like.provider.dialect },
    model: {
      ...{ ...like.model, region: undefined, maxOutput: amount(), context: amount() ?? 8_000 },
      caps: Object.fromEntries(caps.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    },
    ...defined({ quality: amount() }),
  };
}

/** A sequence of its own for each seed. */
function drawing(seed: number): Draw {
  let state = seed;
  return (items) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return items[Math.floor((state / 2 ** 32) * items.length)];
  };
}
