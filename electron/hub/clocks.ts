/** The two clocks of a process, as a parameter: tests bring their own. */
export interface Clocks {
  /** Real time: ms since 1970-01-01T00:00:00Z. May jump. */
  wallMs(): number;
  /** Ms since some fixed moment. Never goes backwards. */
  monotonicMs(): number;
}

export const systemClocks: Clocks = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
