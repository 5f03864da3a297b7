/** Where the parts of an overlay were written. */
import type { OverlayFile } from "../../schemas/overlay.ts";
import { field } from "../lower/read.ts";
import type { Origin } from "../source.ts";
import type { Overlay } from "./read-overlay.ts";

type Section = keyof OverlayFile;

/** The place of an entry's name. */
export function entryPlace({ root }: Overlay, section: Section, name: string): Origin {
  const entries = field(root, section);
  return (entries?.kind === "record" && entries.fields.get(name)?.key) || root.origin;
}

/** The place of a value in an entry, or of the nearest thing around it that is written. */
export function valuePlace(overlay: Overlay, section: Section, name: string, ...path: readonly string[]): Origin {
  let value = field(field(overlay.root, section), name);
  let origin = entryPlace(overlay, section, name);
  for (const key of path) {
    value = field(value, key);
    if (!value) break;
    origin = value.origin;
  }
  return origin;
}
