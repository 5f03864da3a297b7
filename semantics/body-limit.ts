/** The largest body that a runtime takes unless it is told otherwise: what no request is beyond, to the compiler. Bytes. */
export const DEFAULT_BODY_BYTES: number = 32 * 1024 * 1024;
