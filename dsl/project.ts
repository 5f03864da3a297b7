/**
 * What a project declares beside the catalog. Empty here: `pointsman types` writes a file of declarations that adds a team's own
 * models, and the names of its policies.
 */

/** Models that the team's overlay adds, by `provider/model`. */
// biome-ignore lint/suspicious/noEmptyInterface: declarations of a project are merged into it
export interface Models {}

/** By the name of its file, what a policy declares. */
// biome-ignore lint/suspicious/noEmptyInterface: declarations of a project are merged into it
export interface Policies {}
