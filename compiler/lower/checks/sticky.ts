import { diagnose } from "../../diagnostics/define.ts";
import { missingKey } from "../../diagnostics/syntax/missing-key.ts";
import { entry, field } from "../read.ts";
import { strategyParts } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

/** What is kept for a lifetime is kept by a fact. */
export const checkSticky: ValueCheck = (root) =>
  strategyParts(root).flatMap(({ path, value }) => {
    const lifetime = entry(value, "lifetime");
    const isStrategy = field(value, "fastest") ?? field(value, "balance");
    if (!lifetime || !isStrategy || field(value, "sticky")) return [];
    const expected = "the fact that requests are kept by, such as `metadata.session`";
    return [diagnose(missingKey, { path, key: "sticky", expected }, lifetime.origin)];
  });
