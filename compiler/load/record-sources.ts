import type { SourceFile } from "../source.ts";
import type { Project } from "./project.ts";

/** The same project, and every text that was read from it. */
export function recordSources(project: Project): Project & { sources(): SourceFile[] } {
  const texts = new Map<string, string>();
  return {
    contains: (name) => project.contains(name),
    read: (name) => {
      const text = project.read(name);
      if (text !== undefined) texts.set(name, text);
      return text;
    },
    sources: () => [...texts].map(([name, text]) => ({ name, text })),
  };
}
