/** Where identities come from. Injected, so that tests can name theirs. */
export interface Ids {
  /** A fresh UUID v7: sorts by the time it was made, made by the terminal, never remapped. */
  readonly fresh: () => string
  /** The UUID v5 of a name within a namespace UUID: the same on every terminal and in Postgres. */
  readonly derived: (namespace: string, name: string) => string
}
