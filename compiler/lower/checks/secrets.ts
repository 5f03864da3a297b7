import { diagnose } from "../../diagnostics/define.ts";
import { secretInPolicy } from "../../diagnostics/syntax/secret-in-policy.ts";
import { text } from "../read.ts";
import { everything } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

/** Keys, tokens and passwords by their form. */
const forms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(sk|pk|rk)[-_][A-Za-z0-9_-]{20,}/,
  /\b(AIza[A-Za-z0-9_-]{30,}|AKIA[A-Z0-9]{16}|gh[opsu]_[A-Za-z0-9]{30,})/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
  /\bBearer [A-Za-z0-9._~+/-]{16,}/,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/:@]+@/,
];

/** No word and no model id is so long and so mixed. */
const RUN = /[A-Za-z0-9]{24,}/g;
/** Bits per character. */
const LEAST_ENTROPY = 3.7;

export const checkSecrets: ValueCheck = (root) =>
  [...everything(root)]
    .filter(({ value }) => isSecret(text(value) ?? ""))
    .map(({ path, value }) => diagnose(secretInPolicy, { key: path }, value.origin));

/** By its form, or because it looks like chance. */
export function isSecret(written: string): boolean {
  if (forms.some((form) => form.test(written))) return true;
  const isRandom = (run: string) =>
    /\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run) && entropy(run) >= LEAST_ENTROPY;
  return (written.match(RUN) ?? []).some(isRandom);
}

function entropy(run: string): number {
  const counts = Map.groupBy(run, (char) => char);
  return [...counts.values()].reduce(
    (sum, { length }) => sum - (length / run.length) * Math.log2(length / run.length),
    0,
  );
}
