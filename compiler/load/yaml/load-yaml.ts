/** A YAML policy as values. Nothing is interpreted here: quantities and conditions stay texts. */
import type { Diagnostic } from "../../diagnostics/define.ts";
import type { SourceFile } from "../../source.ts";
import type { Value } from "../value.ts";
import { parseYaml } from "./parse-yaml.ts";
import { YamlReader } from "./yaml-reader.ts";

/** `value` is absent when the file is not YAML; parts of it are `invalid` where a finding was reported. */
export function loadYaml(file: SourceFile): { value?: Value; diagnostics: Diagnostic[] } {
  const document = parseYaml(file);
  if ("code" in document) return { diagnostics: [document] };
  const reader = new YamlReader(file);
  const value = reader.read(document.contents);
  return { value, diagnostics: reader.diagnostics };
}
