/** How the command is called from where this runs: out of the repository, or out of a package. */
export const calledAs: string = import.meta.url.endsWith(".ts") ? "npm run -s pointsman --" : "npx pointsman";
