import type { TableProvider } from "../../schemas/table.ts";

/** Paths and queries at the provider's origin, with the model's name where the URL has it. */
export interface TargetPaths {
  readonly whole: string;
  readonly stream: string;
  /** Absent: it is not asked for embeddings. */
  readonly embeddings?: string;
}

export function targetPaths(
  {
    chatUrl,
    chatStreamUrl = chatUrl,
    embeddingsUrl,
  }: Pick<TableProvider, "chatUrl" | "chatStreamUrl" | "embeddingsUrl">,
  model: string,
): TargetPaths {
  const paths = { whole: pathOf(chatUrl, model), stream: pathOf(chatStreamUrl, model) };
  return embeddingsUrl === undefined ? paths : { ...paths, embeddings: pathOf(embeddingsUrl, model) };
}

/** A name may hold slashes and colons, which are data here. */
function pathOf(template: string, model: string): string {
  const { pathname, search } = new URL(
    template.replaceAll("{model}", encodeURIComponent(model).replaceAll("%40", "@")),
  );
  return pathname + search;
}
