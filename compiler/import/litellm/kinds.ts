/** Which deployments are for chats or embeddings, and why the others are left out. */
import { field } from "../../lower/read.ts";
import { findTarget } from "../../lower/strategy.ts";
import type { ImportInput } from "../import-input.ts";
import { kindByName } from "../kinds-by-name.ts";
import type { OwnCatalog } from "../own-catalog.ts";
import type { Deployment } from "./config.ts";

/** Models for chat, and embedding models that the catalog knows; other kinds are said. */
export function serves(deployment: Deployment, { catalog, findings }: ImportInput, own: OwnCatalog): boolean {
  const { info, params, model, id, value } = deployment;
  const mock = field(params, "mock_response");
  if (mock) {
    const why = "it is answered with a fixed text, and a policy asks models";
    findings.notCarriedOver(
      `the deployment of \`${model}\``,
      why,
      value.origin,
      "Try it with `pointsman serve --simulate`.",
    );
    return false;
  }
  const mode = field(info, "mode");
  const written = mode?.kind === "literal" ? String(mode.value) : undefined;
  const listed = own.isOpen(id) ? undefined : findTarget(id, catalog)?.model.kind;
  const kind = chats.includes(written ?? "") ? (listed ?? "chat") : (written ?? listed ?? kindByName(model));
  findings.carried(mode);
  if (kind === "chat" || (kind === "embedding" && listed === "embedding")) return true;
  const why = kind === "embedding" ? "the catalog knows no such embedding model" : `it is for ${kind}`;
  findings.notCarriedOver(
    `\`${model}\``,
    `only models for chat and known embedding models are, and ${why}`,
    value.origin,
  );
  return false;
}

const chats: readonly string[] = ["chat", "completion", "responses"];
