/** Takes one line of `area: what happened key=value`; never a guest's name, a document or a card. */
export type Log = (line: string) => void

/** What a thrown thing says of itself, for a line of a log. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
