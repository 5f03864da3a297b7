/** The text of an overlay → what it says, and what is wrong with it. */
import type { OverlayFile } from "../../schemas/overlay.ts";
import type { Diagnostic } from "../diagnostics/define.ts";
import type { Value } from "../load/value.ts";
import { loadYaml } from "../load/yaml/load-yaml.ts";
import { secretsIn } from "../lower/checks/secrets.ts";
import { toDocument } from "../lower/document.ts";
import { overlayPlace, placeVariables } from "../lower/variable-places.ts";
import type { SourceFile } from "../source.ts";
import { checkOverlayShape } from "./check-overlay-shape.ts";

/** What an overlay says, with the value that knows where each part was written. */
export interface Overlay {
  readonly entries: OverlayFile;
  readonly root: Value;
}

/** `overlay` is absent when its shape does not hold. */
export function readOverlay(file: SourceFile): { overlay?: Overlay; diagnostics: Diagnostic[] } {
  const { value, diagnostics } = loadYaml(file);
  if (!value || diagnostics.length > 0) return { diagnostics };
  const { root, diagnostics: misplaced } = placeVariables(value, overlayPlace);
  const secrets = secretsIn(root);
  const isTold = ({ span }: Diagnostic) => secrets.some((found) => found.span?.start === span?.start);
  const misshapen = [...misplaced, ...secrets, ...checkOverlayShape(root).filter((found) => !isTold(found))];
  return misshapen.length > 0
    ? { diagnostics: misshapen }
    : { overlay: { entries: toDocument(root) as OverlayFile, root }, diagnostics };
}
