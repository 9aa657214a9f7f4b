/** Work that one server does for all of them, for as long as it says so. */
export interface Claims {
  /**
   * True when the work is this server's for the next `lifetimeMs`; asked again
   * in time, it stays so. False while another has it, and while Redis is away.
   */
  take(work: string, lifetimeMs: number): Promise<boolean>;
  /** Lets go of it early, so that another can go on at once. */
  release(work: string): Promise<void>;
}
