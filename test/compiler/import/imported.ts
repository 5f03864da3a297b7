/** Configurations of other routers, imported. */
import { type Imported, type ImportFormat, importPolicy } from "../../../compiler/import/import-policy.ts";
import { position } from "../../../compiler/source.ts";

type Result = Imported & { readonly lines: readonly string[] };

function imported(format: ImportFormat, text: string): Result {
  const name = format === "litellm" ? "config.yaml" : "config.json";
  const result = importPolicy(format, { name, text }, { today: "2026-11-20" });
  const lines = result.diagnostics.map(({ code, message, span }) => {
    const { line } = position(span!.file, span!.start);
    return `${line} ${code}: ${message}`;
  });
  return { ...result, lines };
}

export const litellm = (text: string): Result => imported("litellm", text);
export const portkey = (config: unknown): Result => imported("portkey", JSON.stringify(config, undefined, 1));
/** One entry of `model_list`. */
export const model = (params: string, name = "chat", info = ""): string =>
  `  - { model_name: ${name}, litellm_params: { ${params} }${info ? `, model_info: { ${info} }` : ""} }\n`;
export const list = (...models: string[]): string => `model_list:\n${models.join("")}`;
