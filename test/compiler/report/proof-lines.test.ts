import { expect, test } from "vitest";
import { proofLines } from "../../../compiler/report/proof-lines.ts";
import type { Proof } from "../../../compiler/verify/proof.ts";

function reach(count: number, verdict: Proof["verdict"] = "proved", evidence = "shown by a request"): Proof[] {
  return Array.from({ length: count }, (_, i) => ({
    claim: `rule ${i + 1} of chat-v2 can decide`,
    code: "reach",
    verdict,
    evidence,
  }));
}

test("proofs stand in their families, with how many there are of each verdict", () => {
  const claim = "no request costs more than $1.50";
  const proofs: Proof[] = [...reach(2), { claim, code: "invariant", verdict: "undecided", evidence: "too much work" }];
  expect(proofLines(proofs)).toEqual([
    "invariant: 1 undecided",
    `  undecided  ${claim}: too much work`,
    "",
    "reach: 2 proved",
    "  proved     rule 1 of chat-v2 can decide: shown by a request",
    "  proved     rule 2 of chat-v2 can decide: shown by a request",
  ]);
});

test("more than ten of a kind are one line, and what differs stays apart", () => {
  expect(proofLines([...reach(10_000), ...reach(1, "refuted", "its condition cannot hold")])).toEqual([
    "reach: 10,000 proved, 1 refuted",
    "  proved     rule … of chat-v2 can decide (10,000 of these): shown by a request",
    "  refuted    rule 1 of chat-v2 can decide: its condition cannot hold",
  ]);
  expect(proofLines(reach(10))).toHaveLength(11);
});

test("where nothing was claimed, that is said", () => {
  expect(proofLines([])).toEqual(["nothing was claimed of this policy"]);
});
