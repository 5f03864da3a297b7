import { servesChat } from "../catalog/serves-chat.ts";
import { endpointNotOffered } from "../diagnostics/catalog/endpoint-not-offered.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Target } from "../lower/ir.ts";
import { type Check, namedInRoutes } from "./check.ts";

/** Targets that can be asked for nothing: neither for a chat nor for embeddings. */
export const checkEndpoints: Check = ({ policy }) =>
  namedInRoutes(policy).flatMap(({ target, origin }) => {
    const { kind } = target.model;
    const why = kind === "embedding" ? noEmbeddings(target) : noChat(target);
    const wanted = kind === "embedding" ? "embeddings" : "chat";
    return why === undefined ? [] : [diagnose(endpointNotOffered, { id: target.id, wanted, why }, origin)];
  });

function noChat({ model }: Target): string | undefined {
  const { kind, endpoints } = model;
  if (kind !== "chat") return `it offers ${kind}`;
  return servesChat(model) ? undefined : `it offers ${(endpoints ?? []).join(", ")}`;
}

function noEmbeddings({ model: { endpoints }, provider }: Target): string | undefined {
  if (endpoints !== undefined && !endpoints.includes("embeddings")) return `it offers ${endpoints.join(", ")}`;
  return provider.paths.embeddings === undefined ? "its provider has no `paths.embeddings`" : undefined;
}
