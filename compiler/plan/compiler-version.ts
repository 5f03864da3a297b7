import manifest from "../../package.json" with { type: "json" };

/** Name and version, as every table states it. */
export const compilerVersion: string = `${manifest.name} ${manifest.version}`;
