import type { TableProvider } from "../../schemas/table.ts";

/** Paths and queries at the provider's origin, with the model's name where the URL has it. */
export interface ChatPaths {
  readonly whole: string;
  readonly stream: string;
}

export function chatPaths(
  { chatUrl, chatStreamUrl = chatUrl }: Pick<TableProvider, "chatUrl" | "chatStreamUrl">,
  model: string,
): ChatPaths {
  return { whole: pathOf(chatUrl, model), stream: pathOf(chatStreamUrl, model) };
}

/** A name may hold slashes and colons, which are data here. */
function pathOf(template: string, model: string): string {
  const { pathname, search } = new URL(
    template.replaceAll("{model}", encodeURIComponent(model).replaceAll("%40", "@")),
  );
  return pathname + search;
}
