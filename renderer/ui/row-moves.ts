/** The row that a key moves to from row `index` of `count`; null when the key does not move. */
export function rowAfterKey(key: string, index: number, count: number, pageRows: number): number | null {
  const last = count - 1
  if (last < 0) return null
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1)
    case 'ArrowUp':
      return Math.max(0, index - 1)
    case 'PageDown':
      return Math.min(last, index + pageRows)
    case 'PageUp':
      return Math.max(0, index - pageRows)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

/** Which row is current: the one it was, or when that is gone the one that moved into its place. */
export function currentRow(ids: readonly string[], id: string | null, lastIndex: number): number {
  const found = id === null ? -1 : ids.indexOf(id)
  return found === -1 ? Math.min(Math.max(0, lastIndex), ids.length - 1) : found
}
