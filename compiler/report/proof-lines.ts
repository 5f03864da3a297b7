/** What was claimed of a policy, by family, for people: equal proofs of many claims are told in one line. */
import type { Proof } from "../verify/proof.ts";
import { printable } from "./glyphs.ts";

/** One line for each proof, or for more than ten of a kind. */
export function proofLines(proofs: readonly Proof[]): string[] {
  if (proofs.length === 0) return ["nothing was claimed of this policy"];
  const families = [...Map.groupBy(proofs, ({ code }) => code)].sort(([a], [b]) => (a < b ? -1 : 1));
  return families.flatMap(([family, members], i) => [
    ...(i === 0 ? [] : [""]),
    printable(`${family}: ${counts(members)}`),
    ...kindsOf(members).flatMap(kindLines).map(printable),
  ]);
}

/** Claims of a kind that are told one by one. */
const MOST = 10;

const verdicts = ["proved", "refuted", "undecided"] as const;

function counts(proofs: readonly Proof[]): string {
  const parts = verdicts.map(
    (verdict) => [proofs.filter((proof) => proof.verdict === verdict).length, verdict] as const,
  );
  return parts.flatMap(([count, verdict]) => (count === 0 ? [] : [`${spelled(count)} ${verdict}`])).join(", ");
}

/** Alike but for their numbers, with the same verdict and evidence; in the order of the first of each. */
function kindsOf(proofs: readonly Proof[]): Proof[][] {
  const kind = ({ claim, verdict, evidence }: Proof) => JSON.stringify([verdict, evidence, withoutNumbers(claim)]);
  return [...Map.groupBy(proofs, kind).values()];
}

function kindLines(proofs: readonly Proof[]): string[] {
  const [first] = proofs;
  if (!first || proofs.length <= MOST) return proofs.map((proof) => line(proof, proof.claim));
  const claim = `${withoutNumbers(first.claim)} (${spelled(proofs.length)} of these)`;
  return [line(first, claim)];
}

function line({ verdict, evidence }: Proof, claim: string): string {
  return `  ${verdict.padEnd(9)}  ${claim}: ${evidence}`;
}

function withoutNumbers(claim: string): string {
  return claim.replace(/(?<![\w.-])\d+(?![\w-]|\.\d)/g, "…");
}

function spelled(count: number): string {
  return count.toLocaleString("en");
}
