import type { Shows } from './rebase.ts'

/**
 * Does something that puts our own work on top of the server's rows. What an op could only be shown as it was may refer to
 * what is gone; then no more of it is shown than there is ground for, until the server has said how it ends.
 */
export function showingWhatHolds<T>(doIt: (shows: Shows) => T): T {
  let shows: Shows = 'all'
  for (;;) {
    try {
      return doIt(shows)
    } catch (error) {
      if (!isBrokenReference(error) || shows === 'numbers') throw error
      shows = shows === 'all' ? 'sound' : 'numbers'
    }
  }
}

function isBrokenReference(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY'
}
