/** What a client may name, as GET /v1/models lists it. */

/** A route, or a target that may be named itself. */
export interface NamedModel {
  readonly id: string;
  readonly owner: string;
}

/** `created` in seconds since 1970. */
export function writeModels(models: readonly NamedModel[], created: number): string {
  return JSON.stringify({ object: "list", data: models.map((model) => entry(model, created)) });
}

export function writeModel(model: NamedModel, created: number): string {
  return JSON.stringify(entry(model, created));
}

function entry({ id, owner }: NamedModel, created: number): object {
  return { id, object: "model", created, owned_by: owner };
}
