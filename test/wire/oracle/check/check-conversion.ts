/** A policy in the other spelling claims the same: of these providers, and of others. */
import type { Compilation } from "../../../../compiler/index.ts";
import { policyDocument } from "../../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../../compiler/print/print-yaml.ts";
import { compileFiles } from "../../../compiler/in-memory.ts";
import type { Violation } from "./violation.ts";

/** `overlay`: JSON, as of the policy. */
export function checkConversion(text: string, overlay: string, today: string): Violation[] {
  const { policy } = compileFiles(
    { "routes.ts": text, "catalog.yaml": overlay },
    { types: false, verify: false, today },
  );
  if (!policy) return [];
  const elsewhere = overlay.replaceAll(/"jurisdiction": "[A-Z]{2}"/g, '"jurisdiction": "BR"');
  const document = policyDocument(policy);
  const spellings = { "routes.ts": printTypescript(document), "routes.yaml": printYaml(document) };
  const own = verdicts("routes.ts", text, elsewhere, today);
  return Object.entries(spellings).flatMap(([name, converted]) => {
    const other = verdicts(name, converted, elsewhere, today);
    return [...own].flatMap(([claim, verdict]): Violation[] => {
      if (other.get(claim) === verdict) return [];
      return [
        { kind: "conversion", what: `"${claim}" is ${verdict}, in ${name} it is ${other.get(claim)}:\n${converted}` },
      ];
    });
  });
}

/** By claim, of providers under another law. */
function verdicts(name: string, text: string, overlay: string, today: string): Map<string, string> {
  const { proofs }: Compilation = compileFiles({ [name]: text, "catalog.yaml": overlay }, { types: false, today });
  return new Map(proofs.flatMap(({ code, claim, verdict }) => (code === "invariant" ? [[claim, verdict]] : [])));
}
