/**
 * Cuts a models.yaml into one small document per model without parsing it, so that a policy pays only for the models
 * it names. Knows just the plain layout: `models:` last, each id alone on a line indented by two, its entry by more.
 */
export interface SplitModels {
  readonly ids: readonly string[];
  /** A document with the head of the file and this one model; undefined for an unknown id. */
  only(id: string): string | undefined;
  /** A document with the head of the file and no model. */
  none(): string;
}

const idLine = /^ {2}(?:"([^"\\]+)"|([A-Za-z][\w./@-]*)):$/;

/** Undefined when the text may be laid out in another way, or an id is there twice: then it must be parsed whole. */
export function splitModels(text: string): SplitModels | undefined {
  const lines = text.split("\n");
  const start = lines.indexOf("models:");
  if (start === -1) return undefined;
  const entries = new Map<string, string[]>();
  let entry: string[] | undefined;
  for (const line of lines.slice(start + 1)) {
    const match = idLine.exec(line);
    const id = match?.[1] ?? match?.[2];
    if (id !== undefined) {
      if (entries.has(id)) return undefined;
      entry = [line];
      entries.set(id, entry);
    } else if (entry && line.startsWith("    ")) entry.push(line);
    else if (!/^\s*(#|$)/.test(line)) return undefined;
  }
  const head = lines.slice(0, start).join("\n");
  return {
    ids: [...entries.keys()],
    only: (id) => entries.get(id) && [head, "models:", ...entries.get(id)!].join("\n"),
    none: () => `${head}\nmodels: {}`,
  };
}
