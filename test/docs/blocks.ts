/** The fenced blocks of the documentation. */
import { globSync, readFileSync } from "node:fs";

export interface Block {
  readonly page: string;
  /** Of its fence. */
  readonly line: number;
  readonly language: string;
  /** What stands behind the language. */
  readonly info: string;
  readonly text: string;
}

// Generated pages hold the examples of the diagnostics, which have a test of their own.
export const pages: readonly string[] = [
  "README.md",
  ...globSync("docs/**/*.md").filter((page) => !page.startsWith("docs/generated/")),
].sort();

export function blocksOf(page: string): Block[] {
  const text = readFileSync(page, "utf8");
  const fences = text.matchAll(/^```(\w*)[ \t]*(.*)\n([\s\S]*?)^```$/gm);
  return [...fences].map(({ 1: language = "", 2: info = "", 3: body = "", index }) => {
    const line = text.slice(0, index).split("\n").length;
    return { page, line, language, info, text: body };
  });
}

/** `name=value` of its info. */
export function option(name: string, { info }: Pick<Block, "info">): string | undefined {
  return new RegExp(`(?:^|\\s)${name}=(\\S+)`).exec(info)?.[1];
}
