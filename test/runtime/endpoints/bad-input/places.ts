/** The places of a body, and the body with something else in one of them. */
export type Path = readonly (string | number)[];

/** Every place below the top, those of objects and lists before what is in them. */
export function* places(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value))
    yield* places(inner, [...path, Array.isArray(value) ? Number(name) : name]);
}

/** As errors write it, such as `messages[1].content`. */
export function spelled(path: Path): string {
  return path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");
}

/** The text of the body with other members, or items, at the place. */
export function rewritten(body: unknown, path: Path, write: Rewrite): string {
  const [step, ...rest] = path;
  if (step === undefined) throw new Error("a place below the top is wanted");
  if (Array.isArray(body)) {
    const items = body.map((item: unknown, i) => {
      if (i !== step) return JSON.stringify(item);
      return rest.length > 0 ? rewritten(item, rest, write) : write(undefined, JSON.stringify(item));
    });
    return `[${items.filter((item) => item !== undefined).join(",")}]`;
  }
  const members = Object.entries(body as object).flatMap(([name, value]) => {
    const key = JSON.stringify(name);
    if (name !== step) return `${key}:${JSON.stringify(value)}`;
    if (rest.length > 0) return `${key}:${rewritten(value, rest, write)}`;
    return write(name, JSON.stringify(value)) ?? [];
  });
  return `{${members.join(",")}}`;
}

/** The members that stand for one, or the item for an item (which has no name); undefined: none. */
export type Rewrite = (name: string | undefined, json: string) => string | undefined;

/** Another value at the place. */
export function replaced(body: unknown, path: Path, json: string): string {
  return rewritten(body, path, (name) => (name === undefined ? json : `${JSON.stringify(name)}:${json}`));
}

/** Nothing at the place. */
export function removed(body: unknown, path: Path): string {
  return rewritten(body, path, () => undefined);
}

/** The member of the place, with another name or twice; an item twice. */
export function respelled(body: unknown, path: Path, change: (name: string) => string): string {
  return rewritten(body, path, (name, json) =>
    name === undefined ? `${json},${json}` : `${JSON.stringify(change(name))}:${json}`,
  );
}

export function doubled(body: unknown, path: Path): string {
  return rewritten(body, path, (name, json) => {
    const one = name === undefined ? json : `${JSON.stringify(name)}:${json}`;
    return `${one},${one}`;
  });
}
