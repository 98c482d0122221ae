export interface SoakOptions {
  /** Of the first schedule; the next has the one after it. */
  readonly seed: number
  readonly schedules: number
  readonly log: (line: string) => void
}
