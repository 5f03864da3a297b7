/** The folder that holds `catalog/` and `dsl/`: of the repository, or of the package's `dist`, where code stands one level down, too. */
export const packageFolder: URL = new URL("../", import.meta.url);

/** Whether this is the source, and not the package that is made of it. */
export const isSource: boolean = import.meta.url.endsWith(".ts");
